/** Words for addresses, employers and destinations. Streets are real ones, house numbers invented. */
export const STREETS_BY_DISTRICT: Readonly<Record<string, readonly string[]>> = {
  "73.71.01": ["CENDRAWASIH", "RAJAWALI", "NURI", "DAHLIA", "GAGAK", "TANJUNG ALANG", "NURI BARU"],
  "73.71.02": ["VETERAN SELATAN", "ONTA LAMA", "LANDAK LAMA", "BAJI MINASA", "BAJI GAU", "SINGA"],
  "73.71.03": [
    "VETERAN UTARA",
    "MACCINI RAYA",
    "ABUBAKAR LAMBOGO",
    "SUNGAI SADDANG",
    "KERUNG-KERUNG",
  ],
  "73.71.04": ["SOMBA OPU", "LAMADDUKELLENG", "SUNGAI POSO", "AMANAGAPPA", "GUNUNG LOMPOBATTANG"],
  "73.71.05": ["SULAWESI", "IRIAN", "TENTARA PELAJAR", "SANGIR", "BUTUNG", "TIMOR", "LOMBOK"],
  "73.71.06": ["BANDANG", "KANDEA", "MESJID RAYA", "LAYANG", "TINUMBU", "ANDALAS", "SIBULA"],
  "73.71.07": [
    "SUNU",
    "TEUKU UMAR",
    "KORBAN 40.000 JIWA",
    "PANNAMPU",
    "GALANGAN KAPAL",
    "GATOT SUBROTO",
  ],
  "73.71.08": ["SABUTUNG", "BARUKANG UTARA", "SATANDO", "YOS SUDARSO", "CUMI-CUMI", "TINUMBU"],
  "73.71.09": [
    "URIP SUMOHARJO",
    "PAMPANG RAYA",
    "ABD. DG. SIRUA",
    "SUKARIA",
    "TODDOPULI",
    "PAROPO",
  ],
  "73.71.10": [
    "DG. TATA RAYA",
    "MALLENGKERI RAYA",
    "MANNURUKI",
    "KUMALA",
    "DANGKO",
    "POROS BAROMBONG",
  ],
  "73.71.11": ["PACCERAKKANG", "SUDIANG RAYA", "DAYA RAYA", "PAJJAIANG", "BULUROKENG", "GOA RIA"],
  "73.71.12": [
    "ANTANG RAYA",
    "BORONG RAYA",
    "BATUA RAYA",
    "TAMANGAPA RAYA",
    "INSPEKSI PAM",
    "BANGKALA",
  ],
  "73.71.13": ["RAPPOCINI RAYA", "TIDUNG", "MINASA UPA", "KELAPA TIGA", "EMMY SAELAN", "BUAKANA"],
  "73.71.14": [
    "PERINTIS KEMERDEKAAN",
    "KAPASA RAYA",
    "BUNTUSU",
    "IR. SUTAMI",
    "SALODONG",
    "POLITEKNIK",
  ],
  "73.71.15": ["POROS PULAU", "DERMAGA", "MESJID PULAU", "PASAR PULAU"],
};

export const EMPLOYER_FORMS: readonly string[] = [
  "PT",
  "PT",
  "PT",
  "CV",
  "CV",
  "UD",
  "TOKO",
  "KOPERASI",
];

export const EMPLOYER_WORDS: readonly string[] = [
  ..."SINAR BINTANG CAHAYA MITRA KARYA BUMI SAMUDRA ANUGERAH USAHA MEGAH".split(" "),
  ..."MAKASSAR SULAWESI CELEBES PHINISI LOSARI TALLO MAMMIRI TIMUR INDAH JAYA".split(" "),
  ..."SENTOSA ABADI UTAMA MANDIRI PERKASA SEJAHTERA LESTARI MAKMUR BERSAMA PERSADA".split(" "),
];

/** Who pays for a BPU participant that is already active. Invented. */
export const OTHER_PAYERS: readonly string[] = [
  "MANDIRI (BPU)",
  "MANDIRI (BPU)",
  "MANDIRI (BPU)",
  "KADER POSYANDU KOTA (APBD)",
  "PEKERJA KEAGAMAAN KOTA (APBD)",
  "RT/RW KOTA (APBD)",
  "APBD PROVINSI (NELAYAN)",
  "CSR BANK DAERAH",
  "PERKUMPULAN OJEK DARING",
];

export const DESTINATIONS: readonly string[] = [
  "KABUPATEN GOWA",
  "KABUPATEN GOWA",
  "KABUPATEN MAROS",
  "KABUPATEN MAROS",
  "KABUPATEN TAKALAR",
  "KABUPATEN PANGKAJENE DAN KEPULAUAN",
  "KABUPATEN BONE",
  "KABUPATEN JENEPONTO",
  "KOTA PAREPARE",
  "KOTA KENDARI",
  "KOTA PALU",
  "KOTA BALIKPAPAN",
  "KOTA SAMARINDA",
  "KOTA JAYAPURA",
  "KABUPATEN MIMIKA",
  "KOTA SORONG",
  "KOTA SURABAYA",
  "KOTA JAKARTA UTARA",
];

/** [first six digits of a NIK, weight]: where people born or first registered elsewhere come from. */
export const OTHER_NIK_AREAS: readonly (readonly [string, number])[] = [
  ["730601", 12],
  ["730608", 10],
  ["730914", 8],
  ["730503", 8],
  ["730408", 12],
  ["730811", 10],
  ["731006", 6],
  ["731301", 5],
  ["730205", 6],
  ["731806", 5],
  ["732604", 4],
  ["747102", 3],
  ["727103", 3],
  ["647105", 3],
  ["317206", 2],
  ["357810", 2],
  ["817102", 2],
  ["917101", 4],
  ["917103", 2],
  ["920202", 2],
];

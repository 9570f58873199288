/**
 * Words from which the synthetic people get their names. Real words, invented weights: no licensed
 * name frequencies for Makassar exist. Within a list the earlier word is the more common one.
 */
export type Words = readonly string[];

function words(text: string): Words {
  return text
    .split(/[\n,]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

export const GIVEN_OLD_MEN = words(`
Muhammad, Abdul, Syamsuddin, Baharuddin, Jamaluddin, Kamaruddin, Saharuddin, Nasruddin, Amiruddin,
Sirajuddin, Burhanuddin, Hasanuddin, Zainuddin, Nurdin, Arifuddin, Ibrahim, Ismail, Yusuf, Idris,
Ilyas, Hamzah, Umar, Usman, Ali, Rahman, Rusli, Ramli, Rahmat, Sudirman, Sulaiman, Supriadi,
Syarifuddin, Tahir, Mansyur, Mustafa, Mustari, Makmur, Muslimin, Mappiare, Mappasessu, Lukman,
Iskandar, Haeruddin, Hamka, Haris, Bakri, Basri, Asri, Anwar, Aco, Baco, Beddu, La Ode, La Tinro,
Sangkala, Sampara, Situju, Rajamuddin, Rappe, Nompo, Manai, Kaharuddin, Jufri, Gaffar, Ahmad,
Abbas, Alimuddin, Ambo Tang, Ambo Upe, Arsyad, Badaruddin, Bahtiar, Bora, Bundu, Caco, Colleng,
Dahlan, Djumadi, Fachruddin, Gassing, Hafid, Halik, Hamid, Hasbullah, Hatta, Husain, Jafar,
Jalaluddin, Jumardin, Jumaing, Kasim, Kulle, Labbang, Lahamuddin, Latif, Lawang, Lewa, Mading,
Majid, Makkarumpa, Mallarangan, Mangkona, Mappaseng, Marzuki, Mattalatta, Mustamin, Naharuddin,
Nyampa, Pabe, Paharuddin, Pallawa, Parakkasi, Patahuddin, Rabanai, Rasyid, Rauf, Rustam, Sainuddin,
Salam, Saleh, Samad, Sanusi, Saparuddin, Sattu, Sikki, Sirua, Subair, Suardi, Suhardi, Sunusi,
Syahrir, Syafruddin, Tajuddin, Talib, Tamrin, Tayeb, Tompo, Wahid, Yahya, Zakaria, Zulkifli`);

export const GIVEN_YOUNG_MEN = words(`
Muhammad, Ahmad, Abdul, Andika, Irwan, Firman, Fadli, Firdaus, Takdir, Asdar, Aswar, Rizal, Ilham,
Arham, Akbar, Alfian, Aldi, Alif, Ardiansyah, Arfan, Aril, Arman, Armin, Arya, Asrul, Aswin, Azhar,
Bayu, Dedi, Dimas, Edi, Eko, Erwin, Fachri, Fadel, Fahri, Faisal, Fajar, Farhan, Fauzi, Ferdi,
Gunawan, Hajar, Haikal, Hasrul, Hendra, Herman, Hidayat, Ikbal, Ikhsan, Imam, Imran, Indra, Irfan,
Jumadi, Jusman, Kurniawan, Mahendra, Mirwan, Mulyadi, Muhaimin, Nasrul, Nur Alam, Nurfaisal,
Putra, Rafli, Rahul, Raihan, Rendi, Reski, Resky, Ridwan, Rifki, Risal, Risaldi, Rizki, Ruslan,
Sabri, Saldi, Saiful, Sandi, Satria, Subhan, Sufriadi, Sulfikar, Sultan, Supardi, Surya, Syahrul,
Syaiful, Taufik, Tri, Wahyu, Wandi, Yasir, Yoga, Yusril, Zaenal, Zulfikar, Zulham, Ibnu, Rehan,
Dzaky, Naufal, Azka, Gibran, Arsyad, Al Fatih, Khaerul, Haerul, Asrul, Agung, Agus, Budi, Jefri`);

export const GIVEN_OLD_WOMEN = words(`
Siti, Nur, Nurhayati, Nurlaela, Nurmiati, Nuraeni, Nursiah, Nurjannah, Hasnah, Hasnawati, Halimah,
Hamsinah, Herlina, Hadijah, Rosmini, Rosdiana, Ratna, Rahmawati, Rahmatia, Ramlah, Rabiah,
Sitti Aminah, Syamsiah, Saripah, Salma, Salmiah, Suriani, Suryani, Sumiati, Sukmawati, Subaedah,
Siti Aisyah, Siti Hajar, Siti Rahma, Mariati, Marwah, Mardiana, Murni, Mulyani, Kartini, Kasmawati,
Jumriah, Jumiati, Irmawati, Indo, I Caya, I Baji, Sitti Nurbaya, Fatmawati, Fatimah, Dahlia,
Darmawati, Bau, Bunga, Besse, Becce, Asnah, Asriani, Aminah, Sohrah, Sawiah, Tenri, Wahida, Zaenab,
Asia, Baji, Badariah, Basse, Bollo, Cahaya, Cia, Dalima, Daramatasia, Dinar, Hafsah, Hajrah,
Halijah, Halwiah, Hania, Hapipa, Hasiah, Hasmah, Hasni, Hawiah, I Sitti, Indar, Indo Tang, Intan,
Isa, Jamila, Jawariah, Jinne, Jintu, Johra, Kebo, Kamariah, Kurnia, Lebang, Maimunah, Maemunah,
Mantasia, Marhuma, Mari, Mina, Minneng, Naima, Nadira, Nanni, Ngai, Nia, Norma, Nurhaeda, Nurhaedah,
Nurlia, Nursia, Patimah, Puji, Ramasia, Rannu, Ramsiah, Rosmiati, Rohani, Saenab, Saharia, Sahari,
Salasia, Saleha, Samsiah, Sangnging, Saoda, Sariah, Satriani, Sawasia, Singara, Suarni, Suhartini,
Sunggu, Syahriah, Tati, Te'ne, Timang, Ummi, Wati, Zubaedah`);

export const GIVEN_YOUNG_WOMEN = words(`
Nur, Siti, Fitriani, Reskiani, Yuliana, Herlina, Sri, Dewi, Ayu, Putri, Indah, Aulia, Anita, Annisa,
Asmawati, Astuti, Citra, Darmawati, Desi, Devi, Dian, Dwi, Eka, Ekawati, Elviana, Ernawati, Evi,
Fadillah, Fatimah, Febriani, Fira, Firda, Hardianti, Hasmawati, Hasriani, Hartati, Hikmah, Ika,
Ilmi, Indriani, Irma, Irmayanti, Ismawati, Jumarni, Jusniati, Karmila, Kasmira, Khaerunnisa, Lia,
Linda, Lisa, Magfirah, Marlina, Masita, Megawati, Melati, Mira, Misna, Musdalifah, Mutiara, Mutmainnah,
Nabila, Nadia, Nanda, Nasriani, Nirwana, Novi, Nova, Nuraisyah, Nurafni, Nurasia, Nurfadillah,
Nurhalisa, Nurhikmah, Nurjanna, Nurul, Nurwahida, Putriani, Rahmi, Rani, Ramlah, Ratnasari, Reski,
Resti, Riska, Rika, Risma, Risna, Rosita, Sahra, Salsabila, Salwa, Sarina, Sartika, Selfi, Serli,
Sinta, Suci, Sulfiana, Sulastri, Suriana, Syahra, Tasya, Tenri, Tri, Ulfa, Umrah, Vira, Wahyuni,
Widya, Winda, Wulan, Yuni, Yusniar, Zahra, Zaskia, Aisyah, Adelia, Amelia, Almira, Asyifa, Khumaira`);

export const SECOND_MEN = words(`
Rahman, Rahim, Syam, Razak, Rasyid, Latif, Halim, Hamid, Haris, Hakim, Jalil, Kadir, Malik, Mannan,
Salam, Samad, Wahab, Akbar, Ashari, Asis, Arif, Ridwan, Fajar, Fauzan, Fikri, Ilham, Imran, Ikhsan,
Rizal, Taufik, Yunus, Mappatunru, Patunru, Palinrungi, Lallo, Sewang, Tayang, Saputra, Hidayat,
Ramadhan, Pratama, Alfarizi, Al Qadri, Anugrah, Ansari, Aditya, Basir, Fadil, Fahrezi, Gani, Hafiz,
Hamdani, Hasan, Husni, Idris, Irsan, Jabbar, Jafar, Kahar, Karim, Kurniawan, Mahmud, Maulana,
Muis, Mukhtar, Nawir, Nur, Putra, Rauf, Reza, Rusdi, Sabir, Saleh, Satar, Setiawan, Sidik, Suaib,
Syahputra, Syarif, Tahir, Wahid, Wijaya, Yamin, Zainal, Zaki, Parawansyah, Mallombasi, Mangngalle,
Mattoreang, Lologau, Pallangga, Katutu, Bahar, Bakkarang, Baso, Sitaba, Sirajang`);

export const SECOND_WOMEN = words(`
Jannah, Hidayah, Haerani, Fitri, Fitriani, Awaliah, Amaliah, Ainun, Azizah, Rahmah, Rahmi, Indah,
Indrawati, Pratiwi, Handayani, Lestari, Wahyuni, Magfirah, Musdalifah, Salsabila, Mutmainnah,
Reskiani, Rezky, Asnidar, Aisyah, Aminah, Anggraeni, Angriani, Apriani, Aprilia, Arifah, Asmaul,
Astuti, Auliah, Azzahra, Cahyani, Damayanti, Dewi, Eka Sari, Fadhilah, Hafsah, Hajar, Hasanah,
Hikmah, Husna, Ilmi, Inayah, Insani, Kamila, Khadijah, Khasanah, Latifah, Mahmudah, Maharani,
Mardatillah, Mariam, Maulidia, Mawaddah, Mulia, Mustika, Nabila, Nadira, Ningsih, Nurhaliza, Oktaviani,
Padilah, Permata Sari, Putri, Rabiatul, Rahayu, Rahman, Ramadhani, Ramli, Rosadi, Safitri, Sakinah,
Salmah, Saputri, Sari, Septiani, Syam, Syamsuddin, Utami, Wulandari, Yanti, Yuliani, Zakiah, Kalsum`);

export const CHRISTIAN_MEN = words(`
Yohanis, Markus, Matius, Petrus, Paulus, Daniel, Daud, Yakobus, Simon, Yunus, Agustinus, Benyamin,
Stefanus, Yosep, Andarias, Lukas, Marthen, Semuel, Yulius, Thomas, Elia, Filipus, Anton, Hendrik,
Alfrianus, Rivaldi, Kristian, Jefri, Nataniel, Ruben`);

export const CHRISTIAN_WOMEN = words(`
Maria, Marta, Yuliana, Agustina, Ester, Debora, Elisabeth, Hermin, Damaris, Rut, Selvi, Yohana,
Kristina, Dorkas, Margaretha, Lince, Herlin, Naomi, Rahel, Anastasia, Natalia, Yanti, Grace, Meri,
Alfrida, Novita, Febrianti, Tabita, Orpa, Sarce`);

export const TORAJA_NAMES = words(`
Tandi, Rante, Sampe, Pasang, Allo, Palimbong, Patandung, Tangdilintin, Salurapa, Pongsapan, Bunga',
Tandirerung, Sarira, Lembang, Parinding, Rerung, Kendek, Batara, Layuk, Sulle, Tangke, Bara', Duma',
Somalinggi, Pakiding, Tulak, Mangopo, Tikupadang, Limbong, Matasik`);

export const JAVA_MEN = words(`
Slamet, Sutrisno, Suparman, Sugeng, Joko, Bambang, Sunardi, Mulyono, Suyanto, Wagimin, Heri, Agus,
Budi, Eko, Dwi, Teguh, Wawan, Yanto, Hartono, Supriyanto`);

export const JAVA_WOMEN = words(`
Sri, Sulastri, Suparti, Endang, Sumarni, Sutini, Wagiyem, Rini, Wiwik, Yuni, Tri, Ningsih, Titik,
Lilik, Sulis, Murtini, Sukarti, Ani, Dwi, Suharti`);

export const JAVA_SECOND = words(`
Santoso, Susanto, Wibowo, Purnomo, Lestari, Rahayu, Utomo, Handoko, Wahyudi, Setyowati, Astuti,
Widodo, Kuswanto, Wijayanti, Nugroho, Puspita`);

export const DAENG_MEN = words(`
Mappuji, Mangemba, Ngerang, Matutu, Rewa, Leo, Lawa, Patoto, Tanicalla, Manaba, Sila, Nai, Tompo,
Ngalle, Sikki, Beta, Gassing, Tutu, Tarru, Situru, Bani, Ngitung, Naba, Lira, Nassa, Sese, Kulle,
Taba, Ngewa, Mile, Tojeng, Lurang, Rani, Liong`);

export const DAENG_WOMEN = words(`
Bau, Baji, Tajammeng, Caramming, Nisokna, Kanang, Puji, Nikeknang, Gemilang, Ngasi, Bollo, Kebo,
Sunggu, Ti'no, Singara, Rannu, Intan, Cora, Lu'mu, Memang, Te'ne, Ngai, Lino, Kenna, Ngugi,
Sangnging, Lebang, Jinne, Rimang, Tonji`);

export const NOBLE_TITLES = words(
  "Andi, Andi, Andi, Andi, Andi, Andi, Karaeng, Puang, Bau, Opu, Petta",
);

export const DEGREES = words("S.Pd, S.Sos, S.E, S.H, S.Ag, A.Md");

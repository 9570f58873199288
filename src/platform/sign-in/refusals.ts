import type { Bilingual } from "../../kernel/statement.ts";
import { errorBody } from "../http.ts";
import type { PasswordFault } from "./password-policy.ts";

/** Why a request about signing in is refused: the status, and what it says. */
export interface SignInRefusal {
  readonly status: 400 | 401 | 403 | 404 | 409 | 429;
  readonly type: string;
  readonly message: Bilingual;
}

export function refusalBody({ type, message }: SignInRefusal) {
  return errorBody(type, message.id, message.en);
}

function refusal(
  status: SignInRefusal["status"],
  type: string,
  id: string,
  en: string,
): SignInRefusal {
  return { status, type, message: { id, en } };
}

export const wrongPassword = refusal(
  401,
  "WrongPassword",
  "Alamat surel atau kata sandi salah.",
  "The e-mail address or the password is wrong.",
);
export const wrongCode = refusal(
  401,
  "WrongCode",
  "Kode itu salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi autentikator, lalu coba lagi.",
  "That code is wrong or was used before. Wait for the next one in the authenticator app, then try again.",
);
export const startAgain = refusal(
  401,
  "StartAgain",
  "Waktu untuk kode itu sudah lewat. Masukkan kata sandi sekali lagi.",
  "The time for that code has passed. Enter your password once more.",
);
export const accountClosed = refusal(
  403,
  "AccountClosed",
  "Akun ini ditutup. Hubungi administrator kota.",
  "This account is closed. Ask the city's administrator.",
);
export const tooManyRequests = refusal(
  429,
  "TooManyRequests",
  "Terlalu banyak permintaan dari jaringan ini. Tunggu satu menit, lalu coba lagi.",
  "Too many requests from this network. Wait a minute, then try again.",
);
export const linkGone = refusal(
  404,
  "LinkGone",
  "Tautan ini sudah dipakai, sudah lewat waktunya, atau salah ketik. Minta tautan baru kepada administrator.",
  "This link was used, has expired or is mistyped. Ask the administrator for a new one.",
);
export const setUpDone = refusal(
  409,
  "SetUpDone",
  "Payung ini sudah punya administrator. Masuklah dengan akun Anda.",
  "This Payung has an administrator already. Sign in with your account.",
);
export const wrongSetUpLink = refusal(
  403,
  "WrongSetUpLink",
  "Tautan penyiapan ini tidak berlaku. Pakai tautan yang ditulis payung serve di konsolnya saat terakhir dinyalakan.",
  "This set-up link does not hold. Use the one that payung serve wrote on its console when it was last started.",
);
export const accountExists = refusal(
  409,
  "AccountExists",
  "Alamat surel atau NIP itu sudah dipakai akun lain. Satu orang, satu akun.",
  "That e-mail address or employee number belongs to another account. One person, one account.",
);
export const grantToOneself = refusal(
  403,
  "GrantToOneself",
  "Tidak seorang pun memberi peran kepada dirinya sendiri. Minta administrator lain.",
  "Nobody gives a role to oneself. Ask another administrator.",
);
export const notYours = refusal(
  403,
  "NotYours",
  "Peran Anda tidak mencakup ini di seluruh kota.",
  "Your role does not include this for the whole city.",
);
export const noSuchAccount = refusal(
  404,
  "NoSuchAccount",
  "Akun itu tidak ada.",
  "There is no such account.",
);
export const noSuchArea = refusal(
  400,
  "NoSuchArea",
  "Wilayah itu tidak ada di kota ini.",
  "There is no such area in this city.",
);
export const ownAccount = refusal(
  403,
  "OwnAccount",
  "Ini akun Anda sendiri. Minta administrator lain.",
  "This is your own account. Ask another administrator.",
);
export const secondFactorFirst = refusal(
  403,
  "SecondFactorFirst",
  "Masukkan dahulu kode dari aplikasi autentikator.",
  "Enter the code of your authenticator app first.",
);
export const providerAway = refusal(
  404,
  "ProviderAway",
  "Penyedia masuk kota tidak menjawab. Coba lagi nanti, atau masuk dengan kata sandi.",
  "The city's sign-in provider does not answer. Try again later, or sign in with a password.",
);
export const unreadable = refusal(
  400,
  "BadRequest",
  "Permintaan itu tidak dapat dipenuhi.",
  "That request cannot be met.",
);

export function waitFirst(seconds: number): SignInRefusal {
  const minutes = Math.ceil(seconds / 60);
  const [id, en] =
    seconds <= 90
      ? [`${seconds} detik`, `${seconds} seconds`]
      : [`${minutes} menit`, `${minutes} minutes`];
  return refusal(
    429,
    "Locked",
    `Terlalu banyak percobaan yang gagal. Tunggu ${id}, lalu coba lagi. Bila bukan Anda yang mencoba, sampaikan kepada administrator.`,
    `Too many failed attempts. Wait ${en}, then try again. If it was not you, tell the administrator.`,
  );
}

const passwordFaults: Readonly<Record<PasswordFault, Bilingual>> = {
  "too-short": {
    id: "Kata sandi sedikitnya 12 tanda. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak.",
    en: "A password has at least 12 characters. A few unrelated words are easy to remember and hard to guess.",
  },
  "too-long": {
    id: "Kata sandi paling panjang 128 tanda.",
    en: "A password has at most 128 characters.",
  },
  common: {
    id: "Kata sandi ini termasuk yang pertama ditebak orang. Pilih yang lain.",
    en: "This password is among the first that people guess. Choose another one.",
  },
  personal: {
    id: "Kata sandi ini memuat nama atau alamat Anda. Pilih yang lain.",
    en: "This password is made of your name or address. Choose another one.",
  },
};

export function weakPassword(fault: PasswordFault): SignInRefusal {
  return { status: 400, type: "WeakPassword", message: passwordFaults[fault] };
}

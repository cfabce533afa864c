import type { SchemeName } from "../schemes/scheme-name.ts";
import type { VerifyOptions } from "../verify-options.ts";

export interface Vector {
  scheme: SchemeName;
  /** Who computed it: a published document, or a tool other than this package. */
  source: string;
  password: string;
  hash: string;
}

/** What the peppered and the Firebase vectors need. The project is that of github.com/firebase/scrypt's README. */
export const OPTIONS = {
  pepper: "p3pper!",
  firebase: {
    signerKey: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
    saltSeparator: "Bw==",
    rounds: 8,
    memoryCost: 14,
  },
} satisfies VerifyOptions;

/** Blanks at both ends, composed accents, an emoji and a script with combining marks. */
const PASSWORD = "  Zoë's pass 🔑 नमस्ते ";

export const PUBLISHED: Vector[] = [
  {
    scheme: "bcrypt",
    source: "crypt_blowfish 1.3, wrapper.c",
    password: "U*U",
    hash: "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
  },
  {
    scheme: "bcrypt",
    source: "crypt_blowfish 1.3, wrapper.c",
    password: "",
    hash: "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy",
  },
  {
    scheme: "bcrypt",
    source: "crypt_blowfish 1.3, wrapper.c",
    password: "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored",
    hash: "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
  },
  {
    scheme: "bcrypt",
    source: "libxcrypt 4.4",
    password: "ä€🔑",
    hash: "$2y$05$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS",
  },
  {
    scheme: "bcrypt",
    source: "libxcrypt 4.4",
    password: "abc",
    hash: "$2x$05$abcdefghijklmnopqrstuuRWUgMyyCUnsDr8evYotXg5ZXVF/HhzS",
  },
  {
    scheme: "argon2",
    source: "the reference implementation's test.c",
    password: "password",
    hash: "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
  },
  {
    scheme: "argon2",
    source: "the reference implementation's test.c",
    password: "password",
    hash: "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ",
  },
  {
    scheme: "werkzeug-pbkdf2",
    source: "RFC 6070 \u00a72",
    password: "password",
    hash: "pbkdf2:sha1:4096$salt$4b007901b765489abead49d926f721d065a429c1",
  },
  {
    scheme: "werkzeug-scrypt",
    source: "RFC 7914 \u00a712",
    password: "pleaseletmein",
    hash: "scrypt:16384:8:1$SodiumChloride$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
  },
  {
    scheme: "sha-crypt",
    source: "SHA-crypt.txt",
    password: "Hello world!",
    hash: "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
  },
  {
    scheme: "sha-crypt",
    source: "SHA-crypt.txt",
    password: "Hello world!",
    hash: "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
  },
  {
    scheme: "sha-crypt",
    source: "SHA-crypt.txt",
    password: "Hello world!",
    hash: "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
  },
  { scheme: "phpass", source: "phpass 0.5, test.php", password: "test12345", hash: "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0" },
  {
    scheme: "werkzeug-hmac",
    source: "RFC 4231 \u00a74.3",
    password: "what do ya want for nothing?",
    hash: "sha256$Jefe$5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  },
  {
    scheme: "django-digest",
    source: "RFC 1321 A.5, split after a blank",
    password: "digest",
    hash: "md5$message $f96b697d7cb7938d525a2f31aaf161d0",
  },
  {
    scheme: "django-digest",
    source: "RFC 3174 \u00a77.3, split after the first letter",
    password: "bc",
    hash: "sha1$a$a9993e364706816aba3e25717850c26c9cd0d89d",
  },
  {
    scheme: "django-digest",
    source: "RFC 1321 A.5, without a salt",
    password: "abc",
    hash: "md5$$900150983cd24fb0d6963f7d28e17f72",
  },
  {
    scheme: "firebase-scrypt",
    source: "github.com/firebase/scrypt, README",
    password: "user1password",
    hash: "firebase_scrypt$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
  },
  {
    scheme: "firebase-scrypt",
    source: "the same, as the Admin SDK writes it",
    password: "user1password",
    hash: "firebase_scrypt$42xEC-ixf3L2lw==$lSrfV15cpx95_sZS2W9c9Kp6i_LVgQNDNC_qzrCnh1SAyZvqmZqAjTdn3aoItz-VHjoZilo78198JAdRuid5lQ==",
  },
];

/** At the least cost the tools allow. */
const MADE_BY_TOOLS: Vector[] = [
  {
    scheme: "django-pbkdf2",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "pbkdf2_sha256$11$aZ09saltSALTsaltSALT22$ngbiANEqQo4nbmdEk2/2EbrDPhH5E2GwQiLlr3ffLRI=",
  },
  {
    scheme: "django-pbkdf2",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "pbkdf2_sha1$12$s@lt with blank$0spl/rdQKx/hSBFjNRo4s8ABow4=",
  },
  {
    scheme: "django-argon2",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "argon2$argon2id$v=19$m=64,t=2,p=8$MDEyMzQ1Njc4OWFiY2RlZmdoaWprbA$/PNlmyZbnQBgzMRTXV4HEArFvFAGVBBtfDI2YW/dNbQ",
  },
  {
    scheme: "django-bcrypt-sha256",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "bcrypt_sha256$$2b$04$Ga2U/DP2JaCZ4thYd/5U8./F1gmQCo0BnXnK5qUOBI.XB8YiibH26",
  },
  {
    scheme: "django-bcrypt",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "bcrypt$$2b$04$Urwo/2Mov6aIrDz/Mv/fKOD.Ud6ORVWIs8k.CL/aJ7HS2YPa.i/ni",
  },
  {
    scheme: "django-scrypt",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "scrypt$16$aZ09saltSALTsaltSALT22$8$5$yoqckqyY7ihDM9XdNkCdi+I670bqU2dOdKoHBMR3I75A3+mgzXysD6dmk5izBgCQf3WTh6qgfW76aj4Xeqo+HA==",
  },
  {
    scheme: "django-digest",
    source: "Django 5.2.17",
    password: PASSWORD,
    hash: "md5$aZ09saltSALTsaltSALT22$317c4e9bf17debd2992a2e3b17f4c37e",
  },
  {
    scheme: "werkzeug-scrypt",
    source: "Werkzeug 3.1.9",
    password: PASSWORD,
    hash: "scrypt:256:8:1$DjiQ8C4gc9hlzCBm$1d0d7b990e004fb6413eb512176f18862285ba90831d5bd7944a884efcd44b72b8201a3f4984fc4570d4635c86fd75d0d1d2bbe4fc3fc9015e4cb0da8a065141",
  },
  {
    scheme: "werkzeug-pbkdf2",
    source: "Werkzeug 3.1.9",
    password: PASSWORD,
    hash: "pbkdf2:sha256:13$zuFCFoECrfrOpoX5$60786b7b8d8dcd849c8f6dd6498e55ed3cccfb90e88cf68c145bb08ee7cbd4a1",
  },
  {
    scheme: "werkzeug-pbkdf2",
    source: "Werkzeug 3.1.9",
    password: PASSWORD,
    hash: "pbkdf2:sha1:14$XyORJwAWkpDvNY5C$96ccf0248cb11c530c7f23dab282b254a007bbee",
  },
  {
    scheme: "werkzeug-pbkdf2",
    source: "Werkzeug 3.1.9",
    password: PASSWORD,
    hash: "pbkdf2:sha512:15$dribHYPLYWj7QxdU$0aec9e35543cd19d279c71a9dbdc341360b166a03ef33670e35c8d0522c388f6458d71464c4dc76f843a4669438241c0084d91d420a4642eccf9d46896b4a860",
  },
  {
    scheme: "werkzeug-pbkdf2",
    source: "Werkzeug 3.1.9",
    password: PASSWORD,
    hash: "pbkdf2:sha224:16$W5iwEKyWJ0HJHVYM$4ed9234306c18d46b9cde8e89fd76e84acbe484bc79aa9c3d88fa73a",
  },
  {
    scheme: "werkzeug-pbkdf2",
    source: "Werkzeug 3.1.9",
    password: PASSWORD,
    hash: "pbkdf2:sha384:17$wNHi2QZpKydhBdBX$b3e5f4050e949777c1f5bd36488eb07ba9fa9021dcf27cde3d5166cfe783405e6140815057658cac3979d746f7c2269a",
  },
  {
    scheme: "django-digest",
    source: "hmac of Python 3.11, as Werkzeug 0.16",
    password: PASSWORD,
    hash: "md5$WtR5alt$6570d6f9e8da9c25293a8a00a5d1375f",
  },
  {
    scheme: "django-digest",
    source: "hmac of Python 3.11, as Werkzeug 0.16",
    password: PASSWORD,
    hash: "sha1$WtR5alt$ea0bdbe42a28bc7c0cae9938fdac8d24b75dd87f",
  },
  {
    scheme: "werkzeug-hmac",
    source: "hmac of Python 3.11",
    password: PASSWORD,
    hash: "sha224$WtR5alt$8877f2f1226ebe97eacb3b7d28a481ab29d23862e863ecc8ba37d773",
  },
  {
    scheme: "werkzeug-hmac",
    source: "hmac of Python 3.11",
    password: PASSWORD,
    hash: "sha256$WtR5alt$15609dfbf8466dc7d5771ba6c64aeae55733ac8e50ea22fd4d7e9bd31eb18a4d",
  },
  {
    scheme: "werkzeug-hmac",
    source: "hmac of Python 3.11",
    password: PASSWORD,
    hash: "sha384$WtR5alt$1898c153bb159799240f83dbe04ee1ce3a756043a4e496bd0292a2e4ed50b05a2e44dbdad99c54b35e3f95fe063e9638",
  },
  {
    scheme: "werkzeug-hmac",
    source: "hmac of Python 3.11",
    password: PASSWORD,
    hash: "sha512$WtR5alt$6b46a1ae6b5211c28cc3dc4235c7e333f035f659b16fb72b121df3c7b941681d442ec5484afc812f8401be4071d596beb87d03894e9b189f190efddf8db08f40",
  },
  {
    scheme: "bcrypt",
    source: "bcrypt 5.0.0 (Python)",
    password: PASSWORD,
    hash: "$2a$04$gSSXSoy4Df.INIXPLMiJhu309P0izPn7/qEN289/kaD0P9hUZUmaS",
  },
  {
    scheme: "bcrypt",
    source: "bcrypt 5.0.0 (Python)",
    password: PASSWORD,
    hash: "$2b$04$wlJpgKVMkzUHmVDsWjR.Su/3HS4jVlWZrps1ioNxhPHVRNkLetAOO",
  },
  {
    scheme: "bcrypt",
    source: "bcrypt 5.0.0 (Python)",
    password: PASSWORD,
    hash: "$2y$05$fSIYKQncRm8AmywmtDjBcOSa1LZo28.94MvatRGq/kE30Q5l0sUxe",
  },
  {
    scheme: "peppered-bcrypt",
    source: "bcrypt 5.0.0 (Python)",
    password: PASSWORD,
    hash: "bcrypt_peppered$$2b$04$aOMNeApdpNBdyhg8yruUSuJAjIlZbNdpqaseazAnwJCFkTjMIHtlK",
  },
  {
    scheme: "passlib-pbkdf2",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$pbkdf2$11$JWTsvVfKeQ/h3JvTWkup1Q$kaVSAxCh9E8j4ck7vo2fZZiClRE",
  },
  {
    scheme: "passlib-pbkdf2",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$pbkdf2-sha256$12$tnZuLYXw/j.ndA6hdA6hFA$aUUG6B/pe8AeMpRY2JJGHGPGu74GCywD..aQyT8Npyk",
  },
  {
    scheme: "passlib-pbkdf2",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$pbkdf2-sha512$13$H0Nobe2dMwZAKOV8L6WUEg$wGMsUd.xKWb299nVEmBLrjxvY5Z3LmhAKbIzWb9hk7NPl.U59TIHDQp58fMYoD2TbvABKw1f.7EKIm9YvQGmMQ",
  },
  {
    scheme: "passlib-pbkdf2",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$pbkdf2-sha256$14$$Gzt46hDcv3xvu95svJttuPdhgZKf2z.6lkh5EasVMrs",
  },
  {
    scheme: "scrypt",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$scrypt$ln=4,r=8,p=3$3tvbu1dKKSWktDaGMKa0Fg$+TUg+t79yal4r5rbXpTAc9E2P7jttTgm+NC0DKtysmE",
  },
  {
    scheme: "scrypt",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$scrypt$ln=4,r=8,p=1$$/KrkI1Y6+OWXqo/9feVKob2+KuJVeAruMjoidpkGWM0",
  },
  {
    scheme: "passlib-bcrypt-sha256",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$bcrypt-sha256$v=2,t=2b,r=4$ebtNKb7w/znKJySg.esdAO$bIHRw0EjaRWkUeNDRNraiGJGqr9ubjq",
  },
  {
    scheme: "passlib-bcrypt-sha256",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$bcrypt-sha256$2b,4$9oA/XZkohqsZuINfl0eSRu$5lKxzdmpmKh4pZWkPXjoUnWU7/m/4fu",
  },
  {
    scheme: "passlib-bcrypt-sha256",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$bcrypt-sha256$2a,5$Tw62ioMQs.CRU/R0Jqrp5u$0qudI/08p7T9qXA9P1tdgN9B466Lwz6",
  },
  {
    scheme: "sha-crypt",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$6$rounds=1000$lbNl/m/BYpHsJ1e0$UsfThg6HQpK9bHuJHLr0iwEE0wCgddG3F9Lkie1CW.xnUemuYS.9HoSAU6rej5tzdirFPAvzogV3OzDyfSaYu1",
  },
  {
    scheme: "sha-crypt",
    source: "passlib 1.7.4",
    password: PASSWORD.repeat(7),
    hash: "$6$rounds=1000$$0K6Y4YXwtzyaakitaRsUu30m0U.UOnvvGAmeo/o1LLsqgX6He0eCoihmQYRifTXXOo96eC78pZ.8fWhToLMBg1",
  },
  {
    scheme: "sha-crypt",
    source: "passlib 1.7.4",
    password: "",
    hash: "$6$zSX4PyVDTGddn6a3$qSewEUzGiplnoiMw5gLwbO8wK2NpwckQxPXOKK0J2o83HGqUNEKDRIWDN5j1SXRhz7nzg5Q6dmWw7e5cCUM3h/",
  },
  {
    scheme: "sha-crypt",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$5$rounds=1001$fBKWT0uZcLEuzzh1$4CZEKnbzHRbAFEARSsRPwLe43croBFRqiBePnxacqCA",
  },
  { scheme: "phpass", source: "passlib 1.7.4", password: PASSWORD, hash: "$P$5ZtxSvqp3kp5k7f/6e3UQfgR78nyT51" },
  { scheme: "phpass", source: "passlib 1.7.4", password: PASSWORD, hash: "$H$6.4UO/OafiJUhnopJJTjjOshd1v5c8/" },
  {
    scheme: "argon2",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$argon2i$v=19$m=64,t=1,p=2$9V4L4ZzT+r93TslZy/m/lw$D4XUzcfDKKndnnH5j5PYjeeL0kMKOZppevFYJoJd0Hg",
  },
  {
    scheme: "argon2",
    source: "passlib 1.7.4",
    password: PASSWORD,
    hash: "$argon2d$v=19$m=64,t=1,p=2$tNZaK8WYk1IqJUSo1VorZQ$b1DC9MooQ/0F8AZWCmCfGKnDnATEOQCEIDXi1+8DmFY",
  },
  {
    scheme: "argon2",
    source: "argon2-cffi 25.1.0",
    password: PASSWORD,
    hash: "$argon2id$v=19$m=64,t=2,p=1$X3LudS2ZfJ8HTCJ7Tj2FGQ$MYtfDLYBElKuffcGq26+G018tjbQVi7ibkAYJ64OcPk",
  },
  {
    scheme: "argon2",
    source: "argon2-cffi 25.1.0",
    password: PASSWORD,
    hash: "$argon2id$v=16$m=64,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$xPzbxkhBBVk/sK1enFPHJTQMTHLWB7Wq",
  },
  {
    scheme: "payload",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "payload$64c164c164c164c164c164c164c164c164c164c164c164c164c164c164c164c1$65c66317982b851a142706ce6ce03a8a8cd9b82c637c4ab32abddbd63c651400711d9cf496cd756e7867003c5debf6476feb7bafe7c6ef7d7e4b8bf03ee9433a747385da2840b62d573f411e63286a9dc9bd7531e83a0b294313d9af62a98fc6295ccadc5f1086c271d655291c88227e0adfb949874e4790d2bc63a9ee176e18fb7381ba11f618c38d941c10ec1c070faa6777e9754591f7f296f4796bf11a1df433405924c0ca4e5a429db11088e410b4a37fe02b5400d9e70fc6ee04d778b44108e7de305595e92c835ffed0f052a9dc8f68001c02821672df878e3c94df9ceba13a3906a86f307c7de88c13272dcc780f7a37ae052e558b7439f527f6aeb6fd10ef9690c3a6cb4e07dcaf1d47a01d7cf299ae3112ff6d388948ef5698172e4397713ddb62fe96fe83b4f20a3edbe250e8bae0e8e9ee4b12d7887128597808ea05108849386c03f8fc9bd6ac999198dc26203631cc628159aaa69bbf506a46490a84ec8c6cf41e4b846e2e72e7607e45242e086ef340ace4fc6400578e0f1b90620dd3a792494b09330053dcc04ddd84d14fb945a49e684c5b6823a248c9a3993bec5cbea3874e5584540f34c36a85f31ac947825ec2e41098ccee9c1e42ce6d6a125f10231c1e5eb62f2db04d0482578bcad49b3d087da01d4d2dfa2885de59aea085439f6068b8768ac6ec0b8bc5a1012199aaf97109275e61999125d590",
  },
  {
    scheme: "payload",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "payload$64c164c164c164c164c164c164c164c164c164c164c164c164c164c164c164c1$pbkdf2-sha256-v2-i77-l32:3eae622312ec76961683c7eb49ec987b9137d7deddfdaadbf8b042395439dd27",
  },
  {
    scheme: "salted-sha",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "$sha1$pf=e1NBTFR9e1BBU1NXT1JEfQ==$TmFDbA==$mjKEM1wCD36letSRsZaxwc1NELE=",
  },
  {
    scheme: "salted-sha",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "$sha256$pf=e1NBTFR9e1BBU1NXT1JEfQ==$TmFDbA==$9/Ao4PP8Lv7toGFzsYqT3pBncqQe8UdZGpNCRoqkht4=",
  },
  {
    scheme: "salted-sha",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "$sha256$pf=e1BBU1NXT1JEfXtTQUxUfQ==$TmFDbA==$9vkOEgtSaQmEOtz3Zh0Uh5uNNAA3a80j/IZqDftUmnY=",
  },
  {
    scheme: "salted-sha",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "$sha256$pf=LS17U0FMVH0tLXtQQVNTV09SRH0tLQ==$TmFDbA==$khBo/vxEVKD7oRdU1TMksID5sLzjItYSTs4H8JbVue4=",
  },
  {
    scheme: "salted-sha",
    source: "hashlib of Python 3.11",
    password: PASSWORD,
    hash: "$sha512$pf=e1NBTFR9e1BBU1NXT1JEfQ==$TmFDbA==$UGXYh0ZeVC5AXi0zHfNLFCq/29EMIGYwgGXHM9Ki2uNSclpqjMOmcO2YQLEr63Z/D4bmNeAOAHpAdTvnKw6XJA==",
  },
];

export const VECTORS = [...PUBLISHED, ...MADE_BY_TOOLS];

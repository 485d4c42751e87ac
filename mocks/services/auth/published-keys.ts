/**
 * PUBLISHED FOR TEACHING, ON PURPOSE. These private keys are no secret: everybody may read them here, and nothing of
 * worth is signed with them. Runs on the virtual clock sign with them, so that the same run gives the same bytes on
 * every machine (RS256 is deterministic). A bookshop on the live clock makes keys of its own and never uses these.
 * For secret scanners: each line says `gitleaks:allow`.
 */
export const PUBLISHED_KEYS = [
  {
    kid: 'published-for-teaching-1',
    kty: 'RSA',
    n: '7IS7IZN2q2uftAYmvlFL6k0uCRip9T7uLLL7WLEo9khyh_dEhTVvLIAhRLG8Vd72ssKaNe3ztsZV8nUCSlZcSO3Dd5llhTpLhnnQqzAUAeVBuJ_w2lSwIkKbHxWzbKQfeu6mF8AjskpQo5XdziecSAqcSnLyOHW-lvS1c4H_UkS9l8ZL3CKLPsHJGdBqs1ms5BMG4FhesSMp-5trqxhHiXux9ntBI2Mt5wk5rbWjwVKhBB3WzHtDC9MVAEgthMOG_fZwom4wqYNBUGgRxhTFGqSYIGWGGWsrhCSTIIGdXbcbXQ2DJZvg3vQdFDMc0bwgOIQXklbw69h4BYeF4xviPQ',
    e: 'AQAB',
    d: 'Ej8rMKvvu8nRyFGxK32aHblWk90TP5hbR5eHTJBeWKG-ND8fSieVLBm2d1Y-8WECJ0hcHUz-QFuMxefBBXskI3w0WEW9T0nwCa_cKVjMMlk9eMDeE_n0nLAGx58k-Hyw8Qr4RVzNZDPXhMdLFVx48hXfeN7lUPXEfmDinsaoq-_7t5A5nLIxXSGe2oV728qndDBCg1gWlCOvpmCrccUwqImj7Q0tMDsJYWWHl-Fw0MwveULRjbF-ORXTeBNwcWmD9mKNBYFs0oGp1gFXzVNsJQPvuuc3e2TfcMuNrRcFfJZlmL4wT_CnEe-9W6PgEV3qyAdePhg_uBKu9AaRuRIoAQ', // gitleaks:allow
    p: '-hm-C4cvilWLQmdlQ_LbztV_I73JXLEZhF8aUDuTrHED-4T8EYtrSApkZGgWnTQkgzDtYpLKYJuxFey23IrAzcoFigGsiZ-QWsYxn4uqMW_0DU3TSuADssnYkQsb_7Zl0GdXsnZ51NNGTyXawgzsGU9lWiYL4K0y4B5H3Ipi6YU', // gitleaks:allow
    q: '8hj4zKO-cY2EgGlJnPdAIiqKovPYOhcC-VreLfHqjw8I54WxtJXuf_du6NibWELM4zhWyuILA-1_Vd2_31AwoOd1ltPfgmJUTQmli2jV2BmsQFmCt9n-aqsocKIfAR3N8RRNqRUo-7ZFVXTDgjMXg156xt4xQAagYHmaGshS11k', // gitleaks:allow
    dp: 'H4WHEmTjdQf7GU92z-2YDqWR9KtC6c_Ya3qhEmOv5RgJbHYCXyO3TckhhhYoY3_i6jYMdVQS9cIpu52uHnXOfyFrOU2ktWPLCeXY80bjGIAHvnWEn_dEABC4nu9LhBs1EeM0hmWwTUajoe4feD2wtC_xkj8hWBv8QYsPe5hlhxE', // gitleaks:allow
    dq: 'bdmo4uoVmt601bNwhHmoLxiQiXoNjeYtIkn58G0JmlofFzaRuLgjXQs_1wWaD0VYRG2m7C3_A4w7MBILYt-3APulXofKrhXB3KbY59Xs2j5j61ryNkwC5hG9qsXVPaNxc8dbqbIBQ52j_i-aGrTmIWS4Xw4o2L1o_f2PUEG_XRk', // gitleaks:allow
    qi: '88VpbB1dVRCUGh36GkhIjbwRMx6Nj7K7JPEaLMCGCgtHHCDrK1GAUBilXWgdtqX_M8eO24rZUchiogjPGnWKG-FD5sQT9MLmOLI19LfcwARUlANd4wgrNkTZH0zp9y_k-9grzW1pGGQ0Yw7mP4fOfA1JMwb4-pmHa_Ey1u0b8Nk', // gitleaks:allow
  },
  {
    kid: 'published-for-teaching-2',
    kty: 'RSA',
    n: 'wd7ALO_w--xVO0yY5QHVCz-Qf3QpLX0LVu29nnAxH6E7fOo6eUFr6zenqdfU1ELw7RAdwCwRLV0VgkvWCDlCOnLiQCp0cbboCLTBjzkU7ew1JkFzV0QOsrMhkAr5xqlAtih-crTLpeQMGsLJak8F5uZGJgnKWrGk6sPGP7V5OGW2-tfP0DLIomRMXLgmeDhWNmWGK4sF7bwoveOKC1q_aGm4l1ZM_39lPWwCeMUz0INqpNl80OY2Oxr6yfjyvZR9-G905pGQpgplnyFfqEE6zv_OQhO55-82QEZDBBuG_tkcj-Pb0rrYh2gLV0ZWw7Q57A2DmdWqRO1k6nFKmK5c_Q',
    e: 'AQAB',
    d: 'AovJlrZzqFgdscuhm11xPCNXm4tLwJWzib4ebdNnxE9A6y_PLS5UFp4zLPhIONDthaINEfi9EDY15k2j8J9O7Fp2nAnWiUBBZ-4aqFQuvecU6isaHlFP5L5Cs3-JFRlsLH_te29IpToqJ6ayMCX8K2rhux62_u0zMuVylVnth0Itm_PllSfD1NXBSryneVWmIG0aXOqToaRJtKQxV--jxXqucAS5i2xEy67LiJzgWuC_Fsf8fnGZD01i15HLPRwGcbqAwcJiLH5J7VNfY0u-mWcBli13cYH-mtKF8WcCUflJR1UYvrVVehXVIF8BfFs9K7nKDHCQ_3Csir56V9kEbQ', // gitleaks:allow
    p: '_Yr24QQtxQTEm0uy8qWDR-sthvNAYbmyhiArPbqJaWpXV7GgZClNTXZvffRjWDzDppobvAppJe2NEksY3Oeh0F7WU-rYHrg58vOJ4_iQA13Ua2fLCddf_qjJs9Ng5k9j0ttrkG5tbko3jkoLoTHqop2OWH8IoTYOa5Xe8H2TOU8', // gitleaks:allow
    q: 'w7-9QmK60ygszoJohSV0ODv1DXSeSPSQdlSgr5ko8QGW9D4oCr-ZJOQUJznXS9swB3mgwpY0ZfKSZfHj7P8PEU2yCm5HsD_XXcMPTjSPhKY4GJS6ELpo5bUoHuZAqjhu1fKtgE-KntgojJ_gCGleuZUGiN9qastwIS6NlDM12fM', // gitleaks:allow
    dp: 'K_2vhi0-b7-7CSLiQp2bIKBaft633fzlT8ZHGmfCLcsoqmuEY7yS0AzrnVQI5KduXvrAMykvQ0hrQLBM-Q8rkUbTMy49H19hlpjQ5QAcpKjkEVqp7OQ0oK_Sh2P2nR9LN6ughyfRzuALsaGBUQ-jIWHq78niym3hpKMVUm7HW5s', // gitleaks:allow
    dq: 'QHrkiP2ktPHC8LOcYl-YDP4TFr-XdEi7XX86_xzgk6MGaqYe4ouCkthemx0-gkpNY-j4v6Bi2kIxX0ty3RqXiAej4jO5gaFF_CjI3eYKcJOgXth_AguliiVGdgc6vdehCvDJnj6VVwW1Nb1kOuEaxt8ELAoML-mbohKHqI3F62k', // gitleaks:allow
    qi: 'l3zWV4tzP1zVfmfiqufwEKyMckTSjqLzm28kizYy00d21BvqsJuzIE476kCmfB0wme09V6zJCcxsmQ-DTrwByDOszq-JWzMt2s94GJepy9ifOpjorBmrc7knZPFZOuqqPNqtpRPc-HpcmJuy_6-J4rUxw3ptOxbFpriiZp4ZwHo', // gitleaks:allow
  },
  {
    kid: 'published-for-teaching-3',
    kty: 'RSA',
    n: 'y6Pi-yjPEktqvp0AcNakdzMe-_ghpFYW2AcwtAAqL81O0icIPl5GLl5KKH-cvNYwNNGD73QbCNTh3-EU-iHuxODfBoYza3Mp3JCBIxzMzZ2xId2WUpMcuC8VaGTNXeqWjC84ltcz6OrVrdNL3lcNGVx8jOvHE3HR_L4-fLxHSeUS4F9ROUSviV-5EkuZvZtwCtImJlJBggmE3S-Rx18YwA1ZyXulHHoxGCeuBczSR2p5cOaeNWHDxybaxD_Azra2BGTAZ9zy8jci5kR03jywY79YbhdoasAWDt2GmOVBWIUSrgT6WJzD07kX7Z_p-3iJC-jEL-af0N4PMNf_aaiXRQ',
    e: 'AQAB',
    d: 'DWxgKe4muC4Ae1AeF1IOxUy5XiKdFRgXqWXP8A2SulPuPiwUfwf32FaezMycqFX2F4U4DTC6F3rw6LENkO9rrc6k5OkzuoF84O0llgrv9R3P70uL_SV1Xy67WoZKg0ZTZio2sLq-0TupmiuzdJSIaIOQMjnYhY-bJ-3icJZ4nIY-5OtrLKtalWQviFfmFbSJ75S6iIDsQ117aDFJ-6CYc5B6pyeaF1ndaNInfTruZmVdEJ1o6mB79NaCWo2WOAejSg094W9Yvl4cVed3j2XE-NEXYZk2aKvoFxg4TIcjdPquBKoQ-L5Kuvda4BUMenFUH8Qw0ihSu2PLSW45qTO2gQ', // gitleaks:allow
    p: '96UbgkKjAslx5SIQ9xjM776jpo1-zLQs1jGOcskt3iU1mXcwG9Bcikc2BWgr3QUsDm6qnVUGrrvrNGsbM4_8Ty24069R5d_H3ZR63NS7pc6C6AaAuPY_YgZt3wTIQGDPC45y_AZs6aSPUQmsWcxcBmRH-AMDUgJRQLBHYmD1wyM', // gitleaks:allow
    q: '0oK2h199NyKb_s-NN6UgECwGE6wO6DlfmXmSxRoChyiJKR0QrWOVyMpVMiI53myv_Z4O4C2MArazo3DZmi-vTSNwq2CHmntF3bvBNfiYfHHLmQP_dI7p5w4bTivZr6gtUR4kn1b4p2I9V4QxZYwo69WYOruEMwnliXOs3-mQtnc', // gitleaks:allow
    dp: 'tr_eBAt-1jCoXyn7kQ15Nrbdd6xVVWTk7ZAWifiSY6vb2QuOsgfaMqUIZYcRT4Jgl6ntODuluc6tbLpZkXyA-kFIctafPl8c1BSdcld-voYeLnGWDmiSL5mE_R4_VNrcD7AohHmNaAHrTScxS_c2NfVM8uXuTletdGph02SwGDc', // gitleaks:allow
    dq: 's_DvvX-uNPbsiT844xvO8IPxHdexVmfUhAgboUe-aXII7I_ftZaublglwxjmhm45cX0uEgpc5-TsYQURvG6OVk24_YUh5LcC3aqkWVIKZjWPZ1i3gBa5cbvpM0TgavpC4lf1zg41tj6PWMOyxa6tPAn0eh_XvRj0kC3E1BF-lbk', // gitleaks:allow
    qi: 'm8YvTAXEphStLHJZ0INZuJW5UvFkh9DjI7pkFmOX9rap-x8iy-QAVCapupcR-WCVpjArGLhWEHlWTATfa8tttzltXD-yHO8sK_A0ws5YDYkbVJwKmns8wrQaqukJLPk6M5fZf9xD4W42kJC-x5-8PHk7J3r-XVQOww3iqWROtBM', // gitleaks:allow
  },
] as const

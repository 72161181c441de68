<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>AccountQuestions</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message numerus="yes">
        <source>%n messages that are not sent yet are lost.</source>
        <translation>
            <numerusform>لا تضيع أي رسالة لم تُرسَل بعد.</numerusform>
            <numerusform>تضيع رسالة واحدة لم تُرسَل بعد.</numerusform>
            <numerusform>تضيع رسالتان لم تُرسَلا بعد.</numerusform>
            <numerusform>تضيع %n رسائل لم تُرسَل بعد.</numerusform>
            <numerusform>تضيع %n رسالة لم تُرسَل بعد.</numerusform>
            <numerusform>تضيع %n رسالة لم تُرسَل بعد.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove account</source>
        <translation>إزالة الحساب</translation>
    </message>
    <message>
        <source>Remove %1 from Jackdaw?</source>
        <translation>إزالة %1 من Jackdaw؟</translation>
    </message>
    <message>
        <source>Its messages, drafts and contacts and its password are deleted on this computer. The account itself stays with your provider.</source>
        <translation>تُحذف رسائله ومسوداته وجهات اتصاله وكلمة مروره من هذا الحاسوب. أما الحساب نفسه فيبقى لدى مزوّدك.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>Delete account</source>
        <translation>حذف الحساب</translation>
    </message>
    <message>
        <source>Delete %1 for good?</source>
        <translation>حذف %1 نهائيًا؟</translation>
    </message>
    <message>
        <source>%1 deletes the account with its contacts and the messages that it keeps. You cannot sign in to it any more, on no device, and somebody else may take the address. Its messages, drafts, contacts and password on this computer go too.</source>
        <translation>يحذف %1 الحساب مع جهات اتصاله والرسائل التي يحتفظ بها. لن تستطيع تسجيل الدخول إليه بعد ذلك من أي جهاز، وقد يأخذ العنوانَ شخص آخر. وتُحذف أيضًا رسائله ومسوداته وجهات اتصاله وكلمة مروره من هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>حذف %1</translation>
    </message>
    <message>
        <source>Take back your name</source>
        <translation>سحب اسمك</translation>
    </message>
    <message>
        <source>Take back your name %1?</source>
        <translation>سحب اسمك %1؟</translation>
    </message>
    <message>
        <source>Your contacts no longer see it. Where they gave you no name, they see %1.</source>
        <translation>لن تراه جهات اتصالك بعد الآن. ومن لم يسمّك باسم من عنده يرى %1.</translation>
    </message>
    <message>
        <source>Take back the name</source>
        <translation>سحب الاسم</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>%n messages are waiting.</source>
        <translation>
            <numerusform>لا رسائل تنتظر.</numerusform>
            <numerusform>رسالة واحدة تنتظر.</numerusform>
            <numerusform>رسالتان تنتظران.</numerusform>
            <numerusform>%n رسائل تنتظر.</numerusform>
            <numerusform>%n رسالة تنتظر.</numerusform>
            <numerusform>%n رسالة تنتظر.</numerusform>
        </translation>
    </message>
    <message>
        <source>The password of %1 is needed.</source>
        <translation>كلمة مرور %1 مطلوبة.</translation>
    </message>
    <message>
        <source>Your password is needed.</source>
        <translation>كلمة مرورك مطلوبة.</translation>
    </message>
    <message>
        <source>%1 is not connected.</source>
        <translation>%1 غير متصل.</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>غير متصل.</translation>
    </message>
    <message>
        <source>You’re offline.</source>
        <translation>أنت غير متصل بالشبكة.</translation>
    </message>
    <message>
        <source>%1 is offline.</source>
        <translation>%1 غير متصل بالشبكة.</translation>
    </message>
    <message>
        <source>%1 are offline.</source>
        <translation>%1 غير متصلة بالشبكة.</translation>
    </message>
    <message>
        <source>Next try in %1.</source>
        <translation>المحاولة التالية بعد %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages are waiting and will be sent when you reconnect.</source>
        <translation>
            <numerusform>لا رسائل تنتظر الإرسال.</numerusform>
            <numerusform>رسالة واحدة تنتظر، وتُرسَل عند عودة الاتصال.</numerusform>
            <numerusform>رسالتان تنتظران، وتُرسَلان عند عودة الاتصال.</numerusform>
            <numerusform>%n رسائل تنتظر، وتُرسَل عند عودة الاتصال.</numerusform>
            <numerusform>%n رسالة تنتظر، وتُرسَل عند عودة الاتصال.</numerusform>
            <numerusform>%n رسالة تنتظر، وتُرسَل عند عودة الاتصال.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الاتصال…</translation>
    </message>
    <message>
        <source>Connecting %1…</source>
        <translation>جارٍ اتصال %1…</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>أنت مسجَّل الخروج.</translation>
    </message>
    <message>
        <source>The server has not confirmed it yet.</source>
        <translation>لم يؤكّد الخادم ذلك بعد.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>حاول الآن</translation>
    </message>
    <message>
        <source>Show waiting</source>
        <translation>عرض المنتظرة</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>إدخال كلمة المرور</translation>
    </message>
    <message>
        <source>Allow plain text…</source>
        <translation>السماح بالنص الصريح…</translation>
    </message>
    <message>
        <source>Accept weaker sign-in…</source>
        <translation>قبول دخول أضعف…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>New messages are not kept until there is room again. What is stored stays.</source>
        <translation>لا تُحفظ الرسائل الجديدة إلى أن تتوفر مساحة من جديد. ما هو محفوظ يبقى.</translation>
    </message>
    <message>
        <source>New messages are not kept until this works again. What is stored stays.</source>
        <translation>لا تُحفظ الرسائل الجديدة إلى أن يعمل هذا من جديد. ما هو محفوظ يبقى.</translation>
    </message>
    <message>
        <source>Passwords cannot be kept on this computer.</source>
        <translation>لا يمكن حفظ كلمات المرور على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The key service</source>
        <translation>خدمة المفاتيح</translation>
    </message>
    <message>
        <source>There is no key service, so Jackdaw asks at each start.</source>
        <translation>لا توجد خدمة مفاتيح، لذلك يسأل Jackdaw عند كل بدء.</translation>
    </message>
    <message>
        <source>%1 is locked or does not let Jackdaw in. Unlock it, or Jackdaw asks at each start.</source>
        <extracomment>%1: a program, &quot;KWallet&quot;, or &quot;The key service&quot;.</extracomment>
        <translation>%1 مقفلة أو لا تسمح لـ Jackdaw بالدخول. افتح قفلها، وإلا سأل Jackdaw عند كل بدء.</translation>
    </message>
    <message>
        <source>%1 does not answer. See whether it asks you for something, or Jackdaw asks at each start.</source>
        <translation>%1 لا تجيب. انظر هل تطلب منك شيئًا، وإلا سأل Jackdaw عند كل بدء.</translation>
    </message>
    <message>
        <source>%1 has a fault, so Jackdaw asks at each start.</source>
        <translation>في %1 خلل، لذلك يسأل Jackdaw عند كل بدء.</translation>
    </message>
    <message>
        <source>Nothing works until there is room for the history. Free some space, then start Jackdaw again.</source>
        <translation>لا يعمل شيء إلى أن تتوفر مساحة لسجل الرسائل. حرّر بعض المساحة ثم أعد تشغيل Jackdaw.</translation>
    </message>
    <message>
        <source>Nothing works without it. Check that the disk is there and can be written, then start Jackdaw again.</source>
        <translation>لا يعمل شيء بدونه. تحقق من أن القرص موجود وقابل للكتابة، ثم أعد تشغيل Jackdaw.</translation>
    </message>
    <message>
        <source>The history on this computer was damaged.</source>
        <translation>كان سجل الرسائل على هذا الحاسوب تالفًا.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages could be read out of it.</source>
        <translation>
            <numerusform>لم يمكن استخراج أي رسالة منه.</numerusform>
            <numerusform>أمكن استخراج رسالة واحدة منه.</numerusform>
            <numerusform>أمكن استخراج رسالتين منه.</numerusform>
            <numerusform>أمكن استخراج %n رسائل منه.</numerusform>
            <numerusform>أمكن استخراج %n رسالة منه.</numerusform>
            <numerusform>أمكن استخراج %n رسالة منه.</numerusform>
        </translation>
    </message>
    <message>
        <source>No message could be read out of it.</source>
        <translation>لم يمكن استخراج أي رسالة منه.</translation>
    </message>
    <message>
        <source>What your server keeps comes again once you are signed in.</source>
        <translation>ما يحتفظ به خادمك يعود عندما تسجّل الدخول.</translation>
    </message>
    <message>
        <source>The damaged file is kept as %1. Delete it once you miss nothing.</source>
        <extracomment>%1: a path</extracomment>
        <translation>الملف التالف محفوظ باسم %1. احذفه متى تأكدت أن لا شيء ينقصك.</translation>
    </message>
</context>
<context>
    <name>CardBlock</name>
    <message>
        <source>within %1 m</source>
        <translation>بدقة %1 م</translation>
    </message>
    <message>
        <source>Open in maps</source>
        <translation>فتح في الخرائط</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>محادثة</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخت</translation>
    </message>
</context>
<context>
    <name>CertificateText</name>
    <message>
        <source>The certificate of %1 ended on %2.</source>
        <translation>انتهت شهادة %1 في %2.</translation>
    </message>
    <message>
        <source>The certificate of %1 begins only on %2.</source>
        <translation>تبدأ شهادة %1 في %2 فقط.</translation>
    </message>
    <message>
        <source>A certificate that the one of %1 rests on is out of date.</source>
        <translation>شهادة تستند إليها شهادة %1 انتهت مدتها.</translation>
    </message>
    <message>
        <source>The certificate shown for %1 is for another server.</source>
        <translation>الشهادة المقدَّمة لـ %1 تخص خادمًا آخر.</translation>
    </message>
    <message>
        <source>The certificate of %1 does not name its server in a way that can be checked.</source>
        <translation>شهادة %1 لا تسمّي خادمها على نحو يمكن التحقق منه.</translation>
    </message>
    <message>
        <source>Nobody but the server itself vouches for the certificate of %1.</source>
        <translation>لا أحد سوى الخادم نفسه يشهد بصحة شهادة %1.</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by an authority that is not trusted here.</source>
        <translation>شهادة %1 موقّعة من جهة غير موثوق بها هنا.</translation>
    </message>
    <message>
        <source>The key in the certificate of %1 is too weak.</source>
        <translation>المفتاح في شهادة %1 أضعف من اللازم.</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed in a way that can be forged.</source>
        <translation>شهادة %1 موقّعة بطريقة يمكن تزويرها.</translation>
    </message>
    <message>
        <source>The certificate of %1 was taken back by its authority.</source>
        <translation>سحبت الجهةُ المُصدِرة شهادةَ %1.</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trusted.</source>
        <translation>يقدّم %1 شهادة غير التي وثقتَ بها.</translation>
    </message>
    <message>
        <source>%1 offers only encryption that is too old (TLS 1.1 or older).</source>
        <translation>لا يقدّم %1 إلا تعمية قديمة جدًا (TLS 1.1 أو أقدم).</translation>
    </message>
    <message>
        <source>No safe connection to %1 could be made.</source>
        <translation>تعذّر إنشاء اتصال آمن بـ %1.</translation>
    </message>
    <message>
        <source>The certificate of %1 was not accepted.</source>
        <translation>لم تُقبل شهادة %1.</translation>
    </message>
    <message>
        <source>Check the date of this computer, or ask your provider.</source>
        <translation>تحقق من تاريخ هذا الحاسوب، أو اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Ask your provider, or name its authority under Connection options.</source>
        <translation>اسأل مزوّدك، أو حدّد جهته المُصدِرة ضمن خيارات الاتصال.</translation>
    </message>
    <message>
        <source>Ask your provider.</source>
        <translation>اسأل مزوّدك.</translation>
    </message>
</context>
<context>
    <name>ChatRow</name>
    <message>
        <source>typing…</source>
        <translation>يكتب…</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>مسودة:</translation>
    </message>
    <message>
        <source>You:</source>
        <translation>أنت:</translation>
    </message>
    <message>
        <source>%1:</source>
        <extracomment>who said what follows, in a group</extracomment>
        <translation>%1:</translation>
    </message>
    <message>
        <source>%L1 unread</source>
        <translation>%L1 غير مقروءة</translation>
    </message>
    <message>
        <source>mentioned</source>
        <translation>ذُكرتَ فيها</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتومة</translation>
    </message>
</context>
<context>
    <name>ContactRow</name>
    <message>
        <source>Asked, no answer yet</source>
        <translation>طُلب منه، ولم يجب بعد</translation>
    </message>
    <message>
        <source>%1, %L2 of %L3 available</source>
        <translation>%1، %L2 من %L3 متاحون</translation>
    </message>
    <message>
        <source>%1, folded</source>
        <extracomment>a group whose people are not shown, as it is read out</extracomment>
        <translation>%1، مطويّة</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Passwords cannot be kept: this computer has no key service.</source>
        <translation>لا يمكن حفظ كلمات المرور: ليس في هذا الحاسوب خدمة مفاتيح.</translation>
    </message>
    <message>
        <source>Passwords cannot be kept: %1 is locked, or does not let Jackdaw in.</source>
        <extracomment>%1: a program, &quot;KWallet&quot;, or &quot;the key service&quot;.</extracomment>
        <translation>لا يمكن حفظ كلمات المرور: %1 مقفلة أو لا تسمح لـ Jackdaw بالدخول.</translation>
    </message>
    <message>
        <source>the key service</source>
        <translation>خدمة المفاتيح</translation>
    </message>
    <message>
        <source>Passwords cannot be kept: %1 does not answer.</source>
        <translation>لا يمكن حفظ كلمات المرور: %1 لا تجيب.</translation>
    </message>
    <message>
        <source>Passwords cannot be kept: %1 has a fault.</source>
        <translation>لا يمكن حفظ كلمات المرور: في %1 خلل.</translation>
    </message>
    <message>
        <source>Install one, such as GNOME Keyring, KWallet or KeePassXC. Until then you are asked for your password at each start.</source>
        <translation>ثبّت واحدة، مثل GNOME Keyring أو KWallet أو KeePassXC. وإلى ذلك الحين تُسأل عن كلمة مرورك عند كل بدء.</translation>
    </message>
    <message>
        <source>Unlock it. Until then you are asked for your password at each start.</source>
        <translation>افتح قفلها. وإلى ذلك الحين تُسأل عن كلمة مرورك عند كل بدء.</translation>
    </message>
    <message>
        <source>See whether it asks you for something. Until it answers you are asked for your password at each start.</source>
        <translation>انظر هل تطلب منك شيئًا. وإلى أن تجيب تُسأل عن كلمة مرورك عند كل بدء.</translation>
    </message>
    <message>
        <source>Start %1 again, or sign out of this computer and in again. Until it works you are asked for your password at each start.</source>
        <translation>أعد تشغيل %1، أو سجّل الخروج من هذا الحاسوب ثم ادخل من جديد. وإلى أن تعمل تُسأل عن كلمة مرورك عند كل بدء.</translation>
    </message>
    <message>
        <source>it</source>
        <translation>هي</translation>
    </message>
    <message>
        <source>This file cannot be read or written: %1.</source>
        <translation>لا يمكن قراءة هذا الملف أو كتابته: %1.</translation>
    </message>
    <message>
        <source>none is chosen</source>
        <translation>لم يُختر أي ملف</translation>
    </message>
    <message>
        <source>This file is not a backup of Jackdaw.</source>
        <translation>هذا الملف ليس نسخة احتياطية من Jackdaw.</translation>
    </message>
    <message>
        <source>This backup was made by a newer Jackdaw.</source>
        <translation>صُنعت هذه النسخة الاحتياطية بإصدار أحدث من Jackdaw.</translation>
    </message>
    <message>
        <source>This is not the passphrase of the backup.</source>
        <translation>ليست هذه عبارة مرور النسخة الاحتياطية.</translation>
    </message>
    <message>
        <source>This backup is damaged or not complete. Nothing of it was taken in.</source>
        <translation>هذه النسخة الاحتياطية تالفة أو ناقصة. لم يؤخذ منها شيء.</translation>
    </message>
    <message>
        <source>Check that it is there and that you may use it, or choose another place.</source>
        <translation>تحقق من أنه موجود ومن أنه يحق لك استعماله، أو اختر مكانًا آخر.</translation>
    </message>
    <message>
        <source>Choose the file that Jackdaw wrote.</source>
        <translation>اختر الملف الذي كتبه Jackdaw.</translation>
    </message>
    <message>
        <source>Install that version, then try again.</source>
        <translation>ثبّت ذلك الإصدار ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Check it and type it again.</source>
        <translation>تحقق منها واكتبها من جديد.</translation>
    </message>
    <message>
        <source>Use another copy of the file, or make the backup again.</source>
        <translation>استعمل نسخة أخرى من الملف، أو أنشئ النسخة الاحتياطية من جديد.</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>of this account</source>
        <translation>هذا الحساب</translation>
    </message>
    <message>
        <source>You’re offline.</source>
        <translation>أنت غير متصل بالشبكة.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>لم يُجب %1 في الوقت المناسب.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>أُوقف.</translation>
    </message>
    <message>
        <source>%1 was not found.</source>
        <translation>لم يُعثر على %1.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>لا يمكن الوصول إلى %1.</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>انقطع الاتصال.</translation>
    </message>
    <message>
        <source>This network asks you to sign in to it first.</source>
        <translation>تطلب هذه الشبكة أن تسجّل الدخول إليها أولًا.</translation>
    </message>
    <message>
        <source>%1 offers no encrypted connection. Jackdaw did not connect.</source>
        <translation>لا يقدّم %1 اتصالًا معمّى. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>Jackdaw did not connect.</source>
        <translation>لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>The certificate of the server was not accepted. Jackdaw did not connect.</source>
        <translation>لم تُقبل شهادة الخادم. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>The certificate of %1 was not accepted. Jackdaw did not connect.</source>
        <translation>لم تُقبل شهادة %1. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>Password not accepted.</source>
        <translation>لم تُقبل كلمة المرور.</translation>
    </message>
    <message>
        <source>%1 offers no safe way to sign in.</source>
        <translation>لا يقدّم %1 طريقة آمنة لتسجيل الدخول.</translation>
    </message>
    <message>
        <source>%1 takes your password as plain text only. Jackdaw did not send it.</source>
        <translation>لا يقبل %1 كلمة مرورك إلا نصًا صريحًا. لم يرسلها Jackdaw.</translation>
    </message>
    <message>
        <source>%1 offers a weaker way to sign in than before. Jackdaw did not connect.</source>
        <translation>يقدّم %1 طريقة دخول أضعف من السابق. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>%1 does not keep to the rules of a safe sign-in. Jackdaw did not connect.</source>
        <translation>لا يلتزم %1 بقواعد الدخول الآمن. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>%1 did not prove that it knows your password. Jackdaw did not connect.</source>
        <translation>لم يُثبت %1 أنه يعرف كلمة مرورك. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>The server signed you in as somebody else. Jackdaw did not connect.</source>
        <translation>أدخلك الخادم باسم شخص آخر. لم يتصل Jackdaw.</translation>
    </message>
    <message>
        <source>This account is in use already.</source>
        <translation>هذا الحساب مستعمل بالفعل.</translation>
    </message>
    <message>
        <source>The server refused this by its rules.</source>
        <translation>رفض الخادم هذا وفق قواعده.</translation>
    </message>
    <message>
        <source>%1 is being restarted or switched off.</source>
        <translation>يُعاد تشغيل %1 أو يُطفأ.</translation>
    </message>
    <message>
        <source>You may not do this.</source>
        <translation>لا يُسمح لك بهذا.</translation>
    </message>
    <message>
        <source>That does not exist.</source>
        <translation>هذا غير موجود.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 غير موجود.</translation>
    </message>
    <message>
        <source>The other side cannot do this now.</source>
        <translation>لا يستطيع الطرف الآخر هذا الآن.</translation>
    </message>
    <message>
        <source>%1 cannot do this now.</source>
        <translation>لا يستطيع %1 هذا الآن.</translation>
    </message>
    <message>
        <source>The server did not accept this.</source>
        <translation>لم يقبل الخادم هذا.</translation>
    </message>
    <message>
        <source>The archive on the server sent more at once than can be taken.</source>
        <translation>أرسل أرشيف الخادم دفعة واحدة أكثر مما يمكن أخذه.</translation>
    </message>
    <message>
        <source>%1 takes no more of these for now.</source>
        <translation>لا يقبل %1 المزيد من هذه حاليًا.</translation>
    </message>
    <message>
        <source>The server did not accept what was filled in.</source>
        <translation>لم يقبل الخادم ما مُلئ.</translation>
    </message>
    <message>
        <source>That was not what the picture shows.</source>
        <translation>ليس هذا ما تُظهره الصورة.</translation>
    </message>
    <message>
        <source>This invitation is not valid, or not any more.</source>
        <translation>هذه الدعوة غير صالحة، أو لم تعد صالحة.</translation>
    </message>
    <message>
        <source>This is not a valid address.</source>
        <translation>ليس هذا عنوانًا صالحًا.</translation>
    </message>
    <message>
        <source>“%1” is not a valid address.</source>
        <translation>«%1» ليس عنوانًا صالحًا.</translation>
    </message>
    <message>
        <source>The history on this computer was written by a newer Jackdaw.</source>
        <translation>كُتب سجل الرسائل على هذا الحاسوب بإصدار أحدث من Jackdaw.</translation>
    </message>
    <message>
        <source>The history on this computer cannot be read or written.</source>
        <translation>لا يمكن قراءة سجل الرسائل على هذا الحاسوب أو كتابته.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>القرص ممتلئ.</translation>
    </message>
    <message>
        <source>%1 sent something that breaks the rules of XMPP.</source>
        <translation>أرسل %1 شيئًا يخالف قواعد XMPP.</translation>
    </message>
    <message>
        <source>%1 did not start.</source>
        <translation>لم يبدأ %1.</translation>
    </message>
    <message>
        <source>A program that this needs</source>
        <translation>برنامج يحتاجه هذا</translation>
    </message>
    <message>
        <source>%1 can be reached through Tor only.</source>
        <translation>لا يمكن الوصول إلى %1 إلا عبر Tor.</translation>
    </message>
    <message>
        <source>The proxy %1 cannot be used, or does not reach the server.</source>
        <translation>لا يمكن استعمال الوكيل %1، أو أنه لا يصل إلى الخادم.</translation>
    </message>
    <message>
        <source>The proxy %1 does not accept this user and password.</source>
        <translation>لا يقبل الوكيل %1 اسم المستخدم وكلمة المرور هذين.</translation>
    </message>
    <message>
        <source>The file with the extra certificate authority cannot be read: %1.</source>
        <translation>لا يمكن قراءة الملف ذي الجهة المُصدِرة الإضافية: %1.</translation>
    </message>
    <message>
        <source>There is no certificate in the file with the extra authority: %1.</source>
        <translation>لا توجد شهادة في الملف ذي الجهة الإضافية: %1.</translation>
    </message>
    <message>
        <source>Jackdaw cannot sign in safely with the %1 of this computer.</source>
        <translation>لا يستطيع Jackdaw تسجيل الدخول بأمان مع %1 على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>XMPP library</source>
        <translation>مكتبة XMPP</translation>
    </message>
    <message>
        <source>It was to be encrypted, and this chat is not encrypted any more.</source>
        <translation>كان مقررًا أن تُعمّى، ولم تعد هذه المحادثة معمّاة.</translation>
    </message>
    <message>
        <source>It cannot be encrypted: no device of %1 can read it now.</source>
        <translation>لا يمكن تعميتها: لا يستطيع أي جهاز من أجهزة %1 قراءتها الآن.</translation>
    </message>
    <message>
        <source>the other side</source>
        <translation>الطرف الآخر</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>الملف كبير جدًا.</translation>
    </message>
    <message>
        <source>The file is larger than allowed (%1).</source>
        <translation>الملف أكبر من المسموح به (%1).</translation>
    </message>
    <message>
        <source>%1 takes no files.</source>
        <translation>لا يقبل %1 أي ملفات.</translation>
    </message>
    <message>
        <source>The file was changed or removed.</source>
        <translation>غُيّر الملف أو أُزيل.</translation>
    </message>
    <message>
        <source>What came is not the file that was promised.</source>
        <translation>ما وصل ليس الملف الموعود.</translation>
    </message>
    <message>
        <source>The address is not a safe one.</source>
        <translation>العنوان ليس عنوانًا آمنًا.</translation>
    </message>
    <message>
        <source>The connection was lost, and nobody can tell whether it arrived.</source>
        <translation>انقطع الاتصال، ولا أحد يعرف هل وصلت.</translation>
    </message>
    <message>
        <source>Waits for %1 to be online.</source>
        <translation>ينتظر أن يتصل %1 بالشبكة.</translation>
    </message>
    <message>
        <source>Waits for a program of %1 that takes files.</source>
        <translation>ينتظر برنامجًا لدى %1 يقبل الملفات.</translation>
    </message>
    <message>
        <source>Waits for %1 to accept.</source>
        <translation>ينتظر قبول %1.</translation>
    </message>
    <message>
        <source>%1 did not take it.</source>
        <translation>لم يأخذه %1.</translation>
    </message>
    <message>
        <source>The other side</source>
        <translation>الطرف الآخر</translation>
    </message>
    <message>
        <source>The other side stopped sending.</source>
        <translation>توقف الطرف الآخر عن الإرسال.</translation>
    </message>
    <message>
        <source>Your server takes no files, and directly it would not be encrypted.</source>
        <translation>لا يقبل خادمك الملفات، ومباشرةً لن يكون معمّى.</translation>
    </message>
    <message>
        <source>Your server takes no more than %1, and directly it would not be encrypted.</source>
        <translation>لا يقبل خادمك أكثر من %1، ومباشرةً لن يكون معمّى.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>حدث شيء غير متوقع.</translation>
    </message>
    <message>
        <source>Check your network. Jackdaw connects again by itself.</source>
        <translation>تحقق من شبكتك. يتصل Jackdaw من جديد من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Try again, or check your network.</source>
        <translation>حاول مرة أخرى، أو تحقق من شبكتك.</translation>
    </message>
    <message>
        <source>Check the part after the @, or set the server under Connection options.</source>
        <translation>تحقق من الجزء الذي بعد @، أو عيّن الخادم ضمن خيارات الاتصال.</translation>
    </message>
    <message>
        <source>Check your network, or ask your provider.</source>
        <translation>تحقق من شبكتك، أو اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Jackdaw connects again by itself.</source>
        <translation>يتصل Jackdaw من جديد من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Open a web page in your browser. Jackdaw then connects by itself.</source>
        <translation>افتح صفحة ويب في متصفحك. يتصل Jackdaw بعد ذلك من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>Ask your provider.</source>
        <translation>اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Ask your provider, or allow a plain-text password for this account if you trust the server with it.</source>
        <translation>اسأل مزوّدك، أو اسمح لهذا الحساب بكلمة مرور نصية صريحة إن كنت تأتمن الخادم عليها.</translation>
    </message>
    <message>
        <source>Somebody may be between you and the server. Ask your provider whether they changed it.</source>
        <translation>قد يكون أحد بينك وبين الخادم. اسأل مزوّدك هل غيّرها.</translation>
    </message>
    <message>
        <source>Somebody may be between you and the server. Ask your provider.</source>
        <translation>قد يكون أحد بينك وبين الخادم. اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Check it, or reset it with your provider.</source>
        <translation>تحقق منها، أو أعد تعيينها لدى مزوّدك.</translation>
    </message>
    <message>
        <source>Sign out in the other place, or sign in again here.</source>
        <translation>سجّل الخروج في المكان الآخر، أو سجّل الدخول هنا من جديد.</translation>
    </message>
    <message>
        <source>Wait a little and try again, or ask your provider.</source>
        <translation>انتظر قليلًا ثم حاول مرة أخرى، أو اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Jackdaw connects again when it is back.</source>
        <translation>يتصل Jackdaw من جديد عندما يعود.</translation>
    </message>
    <message>
        <source>Ask your provider, or the person in charge.</source>
        <translation>اسأل مزوّدك، أو الشخص المسؤول.</translation>
    </message>
    <message>
        <source>Check the spelling.</source>
        <translation>تحقق من الكتابة.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>حاول لاحقًا.</translation>
    </message>
    <message>
        <source>Try again, or ask your provider.</source>
        <translation>حاول مرة أخرى، أو اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>If it stays, show the details to your provider.</source>
        <translation>إن استمر ذلك فأرِ مزوّدك التفاصيل.</translation>
    </message>
    <message>
        <source>Wait a little and try again.</source>
        <translation>انتظر قليلًا ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Check each field.</source>
        <translation>تحقق من كل حقل.</translation>
    </message>
    <message>
        <source>Here is another one.</source>
        <translation>إليك صورة أخرى.</translation>
    </message>
    <message>
        <source>Ask for a new one.</source>
        <translation>اطلب دعوة جديدة.</translation>
    </message>
    <message>
        <source>An address looks like name@provider.example.</source>
        <translation>يكون العنوان على شكل name@provider.example.</translation>
    </message>
    <message>
        <source>Install that one, or start this one with another --profile. Nothing in it was changed.</source>
        <translation>ثبّت ذلك الإصدار، أو شغّل هذا مع --profile آخر. لم يتغيّر فيه شيء.</translation>
    </message>
    <message>
        <source>Check that the disk is there and can be written, then start Jackdaw again.</source>
        <translation>تحقق من أن القرص موجود وقابل للكتابة، ثم أعد تشغيل Jackdaw.</translation>
    </message>
    <message>
        <source>Free some space, then try again. A message that could not be kept stays in the message field.</source>
        <translation>حرّر بعض المساحة ثم حاول مرة أخرى. الرسالة التي لم يمكن حفظها تبقى في حقل الكتابة.</translation>
    </message>
    <message>
        <source>Choose SOCKS5 (Tor) as the proxy under Connection options, or in the settings, under Network.</source>
        <translation>اختر SOCKS5 (Tor) وكيلًا ضمن خيارات الاتصال، أو في الإعدادات ضمن الشبكة.</translation>
    </message>
    <message>
        <source>Check that it runs, and its server and port.</source>
        <translation>تحقق من أنه يعمل، ومن خادمه ومنفذه.</translation>
    </message>
    <message>
        <source>Check both in the settings, under Network.</source>
        <translation>تحقق من كليهما في الإعدادات ضمن الشبكة.</translation>
    </message>
    <message>
        <source>Choose the PEM file that your organisation gave you.</source>
        <translation>اختر ملف PEM الذي أعطتك إياه مؤسستك.</translation>
    </message>
    <message>
        <source>Install the version of Jackdaw that was made for this system.</source>
        <translation>ثبّت إصدار Jackdaw المعدّ لهذا النظام.</translation>
    </message>
    <message>
        <source>Encrypt the chat, or try again to send it without encryption.</source>
        <translation>عمّ المحادثة، أو حاول مرة أخرى لإرسالها بلا تعمية.</translation>
    </message>
    <message>
        <source>Check the devices of this chat, or switch its encryption off.</source>
        <translation>تحقق من أجهزة هذه المحادثة، أو أوقف تعميتها.</translation>
    </message>
    <message>
        <source>Send a smaller one.</source>
        <translation>أرسل ملفًا أصغر.</translation>
    </message>
    <message>
        <source>Attach it again.</source>
        <translation>أرفقه من جديد.</translation>
    </message>
    <message>
        <source>Ask for it again.</source>
        <translation>اطلبه من جديد.</translation>
    </message>
    <message>
        <source>Jackdaw did not go there.</source>
        <translation>لم يذهب Jackdaw إليه.</translation>
    </message>
    <message>
        <source>It is not sent again unless you do.</source>
        <translation>لا تُرسَل من جديد إلا إن أرسلتها أنت.</translation>
    </message>
    <message>
        <source>Send it again if they want it after all.</source>
        <translation>أرسله من جديد إن أرادوه بعد كل شيء.</translation>
    </message>
    <message>
        <source>Send a smaller one, or switch the encryption of this chat off.</source>
        <translation>أرسل ملفًا أصغر، أو أوقف تعمية هذه المحادثة.</translation>
    </message>
    <message>
        <source>Try again. If it stays, report it with the details.</source>
        <translation>حاول مرة أخرى. إن استمر ذلك فأبلغ عنه مع التفاصيل.</translation>
    </message>
    <message>
        <source>Another backup is under way.</source>
        <translation>ثمة نسخ احتياطي آخر جارٍ.</translation>
    </message>
    <message>
        <source>Wait until it is done, then try again.</source>
        <translation>انتظر حتى ينتهي، ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>You are invisible, and this would show that you are there.</source>
        <translation>أنت مخفي، وهذا يُظهر أنك موجود.</translation>
    </message>
    <message>
        <source>More people are blocked than can stay blocked while you are invisible. You are not invisible.</source>
        <translation>المحظورون أكثر مما يمكن إبقاؤه محظورًا وأنت مخفي. لذلك لست مخفيًا.</translation>
    </message>
    <message>
        <source>Choose another status first.</source>
        <translation>اختر حالة أخرى أولًا.</translation>
    </message>
    <message>
        <source>Unblock some of them, then try again.</source>
        <translation>ألغِ حظر بعضهم، ثم حاول مجددًا.</translation>
    </message>
    <message>
        <source>“%1” cannot be read or written.</source>
        <translation>تتعذّر قراءة “%1” أو الكتابة فيه.</translation>
    </message>
    <message>
        <source>Check that its disk is there and answers, and that you may read and write there. Then try again.</source>
        <translation>تحقق من أن القرص موجود ويستجيب، وأن القراءة والكتابة فيه مسموحتان لك. ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>أفرغ بعض المساحة ثم حاول مرة أخرى.</translation>
    </message>
</context>
<context>
    <name>FileBlock</name>
    <message>
        <source>Waits for the sender</source>
        <translation>ينتظر المرسل</translation>
    </message>
    <message>
        <source>Downloading, %1</source>
        <translation>جارٍ التنزيل، %1</translation>
    </message>
    <message>
        <source>Waiting to download</source>
        <translation>ينتظر التنزيل</translation>
    </message>
    <message>
        <source>Sending, %1</source>
        <translation>جارٍ الإرسال، %1</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>ينتظر الإرسال</translation>
    </message>
    <message>
        <source>Declined.</source>
        <translation>رُفض.</translation>
    </message>
    <message>
        <source>Not downloaded.</source>
        <translation>لم يُنزَّل.</translation>
    </message>
    <message>
        <source>Not on this computer any more, %1</source>
        <translation>لم يعد على هذا الحاسوب، %1</translation>
    </message>
    <message>
        <source>Not on this computer any more</source>
        <translation>لم يعد على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>تنزيل</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>تنزيل من جديد</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>This picture cannot be shown.</source>
        <translation>لا يمكن عرض هذه الصورة.</translation>
    </message>
    <message>
        <source>Left out: too many in one message, or no safe address.</source>
        <translation>تُرك: أكثر مما تتسع له رسالة واحدة، أو عنوان غير آمن.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>تُرك</translation>
    </message>
    <message>
        <source>All sent, waits for an answer</source>
        <translation>أُرسل كله، بانتظار الرد</translation>
    </message>
    <message>
        <source>Waits for an answer</source>
        <translation>بانتظار الرد</translation>
    </message>
    <message>
        <source>Stalled at %1, waits for the network</source>
        <translation>توقف عند %1، بانتظار الشبكة</translation>
    </message>
    <message>
        <source>Stalled, waits for the network</source>
        <translation>توقف، بانتظار الشبكة</translation>
    </message>
    <message>
        <source>Stalled</source>
        <translation>توقف</translation>
    </message>
    <message>
        <source>The disk gives nothing.</source>
        <translation>القرص لا يعطي شيئًا.</translation>
    </message>
    <message>
        <source>%1 Tries again by itself.</source>
        <translation>%1 يعيد المحاولة من تلقاء نفسه.</translation>
    </message>
</context>
<context>
    <name>FileOpening</name>
    <message>
        <source>Open file</source>
        <translation>فتح ملف</translation>
    </message>
    <message>
        <source>Open %1?</source>
        <translation>فتح %1؟</translation>
    </message>
    <message>
        <source>It can be a program, or carry one. It may do anything that you can do on this computer.</source>
        <translation>قد يكون برنامجًا أو يحمل واحدًا. وقد يفعل كل ما تستطيع فعله على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>فتحه</translation>
    </message>
    <message>
        <source>Save file</source>
        <translation>حفظ ملف</translation>
    </message>
</context>
<context>
    <name>Gateways</name>
    <message>
        <source>Logged in</source>
        <translation>داخل</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>خارج</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>مسجَّل</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>غير مسجَّل</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>غير معروف بعد</translation>
    </message>
    <message>
        <source>Login failed. %1</source>
        <translation>فشل الدخول. %1</translation>
    </message>
    <message>
        <source>Login failed.</source>
        <translation>فشل الدخول.</translation>
    </message>
    <message>
        <source>User name there</source>
        <translation>اسم المستخدم هناك</translation>
    </message>
    <message>
        <source>Password there</source>
        <translation>كلمة المرور هناك</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>الاسم المستعار</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>الاسم الكامل</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>الاسم الأول</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>اسم العائلة</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>الشارع</translation>
    </message>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>الرمز البريدي</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>صفحة الويب</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Login failed. The other network does not accept your name or password. Change your registration.</source>
        <translation>فشل الدخول. لا تقبل الشبكة الأخرى اسمك أو كلمة مرورك. غيّر التسجيل.</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>The link has a name in front of the address, which can look like another address.</source>
        <translation>في الرابط اسم قبل العنوان، وقد يبدو كعنوان آخر.</translation>
    </message>
    <message>
        <source>The link has characters that are not seen, or that turn letters round.</source>
        <translation>في الرابط محارف لا تُرى أو تقلب ترتيب الحروف.</translation>
    </message>
    <message>
        <source>The address mixes letters of different alphabets, which can look like another address.</source>
        <translation>يخلط العنوان حروفًا من أبجديات مختلفة، وقد يبدو كعنوان آخر.</translation>
    </message>
    <message>
        <source>The words of the link are not the address it leads to.</source>
        <translation>كلمات الرابط ليست العنوان الذي يقود إليه.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>فتح الرابط</translation>
    </message>
    <message>
        <source>Open a page of %1?</source>
        <translation>فتح صفحة من %1؟</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>قبل %1</translation>
    </message>
    <message>
        <source>Your live location, ended</source>
        <translation>موقعك المباشر، انتهى</translation>
    </message>
    <message>
        <source>Live location of %1, ended</source>
        <translation>الموقع المباشر لـ %1، انتهى</translation>
    </message>
    <message>
        <source>It ended at %1.</source>
        <translation>انتهى عند %1.</translation>
    </message>
    <message>
        <source>Your live location</source>
        <translation>موقعك المباشر</translation>
    </message>
    <message>
        <source>Live location of %1</source>
        <translation>الموقع المباشر لـ %1</translation>
    </message>
    <message>
        <source>within %1 m</source>
        <translation>بدقة %1 م</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>حتى %1</translation>
    </message>
</context>
<context>
    <name>LoginQuestions</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Plain-text password</source>
        <translation>كلمة مرور نصية صريحة</translation>
    </message>
    <message>
        <source>Let the server read the password of %1?</source>
        <translation>السماح للخادم بقراءة كلمة مرور %1؟</translation>
    </message>
    <message>
        <source>The connection is encrypted, but this server, and whoever controls it, can see the password itself. Allow it only if your provider says that there is no other way, and use this password nowhere else.</source>
        <translation>الاتصال معمّى، لكن هذا الخادم ومن يتحكم به يستطيعان رؤية كلمة المرور نفسها. اسمح بذلك فقط إن قال مزوّدك إنه لا طريقة أخرى، ولا تستعمل كلمة المرور هذه في أي مكان آخر.</translation>
    </message>
    <message>
        <source>Allow a plain-text password for this account</source>
        <translation>السماح لهذا الحساب بكلمة مرور نصية صريحة</translation>
    </message>
    <message>
        <source>Weaker sign-in</source>
        <translation>دخول أضعف</translation>
    </message>
    <message>
        <source>Sign in %1 in a weaker way than before?</source>
        <translation>تسجيل دخول %1 بطريقة أضعف من السابق؟</translation>
    </message>
    <message>
        <source>The server offered a stronger way to sign in before. Either your provider changed it, or somebody between you and the server tries to learn your password. Accept it only if your provider confirms the change.</source>
        <translation>كان الخادم يقدّم من قبل طريقة دخول أقوى. إما أن مزوّدك غيّرها، أو أن أحدًا بينك وبين الخادم يحاول معرفة كلمة مرورك. اقبلها فقط إن أكّد مزوّدك التغيير.</translation>
    </message>
    <message>
        <source>Accept the weaker sign-in method</source>
        <translation>قبول طريقة الدخول الأضعف</translation>
    </message>
</context>
<context>
    <name>LookAlike</name>
    <message>
        <source>%1, not %2</source>
        <extracomment>two addresses of people whose names look the same</extracomment>
        <translation>%1، وليس %2</translation>
    </message>
    <message>
        <source>Looks like %1, but is somebody else</source>
        <extracomment>the address of a contact, for whom somebody may be taken</extracomment>
        <translation>يشبه %1، لكنه شخص آخر</translation>
    </message>
</context>
<context>
    <name>MessageWords</name>
    <message>
        <source>Picture</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>فيديو</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>رسالة صوتية</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>صوت</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>موقع</translation>
    </message>
    <message>
        <source>Contact: %1</source>
        <translation>جهة اتصال: %1</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>رسالة محذوفة</translation>
    </message>
    <message>
        <source>This message was encrypted for another of your devices.</source>
        <translation>عُمّيت هذه الرسالة لجهاز آخر من أجهزتك.</translation>
    </message>
    <message>
        <source>This message could not be decrypted.</source>
        <translation>تعذّر فك تعمية هذه الرسالة.</translation>
    </message>
    <message>
        <source>Spoiler</source>
        <translation>نص مخفي</translation>
    </message>
    <message>
        <source>Spoiler: %1</source>
        <translation>نص مخفي: %1</translation>
    </message>
    <message>
        <source>Sticker</source>
        <translation>ملصق</translation>
    </message>
    <message>
        <source>Sticker: %1</source>
        <translation>ملصق: %1</translation>
    </message>
    <message>
        <source>Sticker %1</source>
        <translation>ملصق %1</translation>
    </message>
    <message>
        <source>Live location</source>
        <translation>الموقع المباشر</translation>
    </message>
    <message numerus="yes">
        <source>%n more files</source>
        <translation>
            <numerusform>لا ملفات أخرى</numerusform>
            <numerusform>ملف واحد آخر</numerusform>
            <numerusform>ملفان آخران</numerusform>
            <numerusform>%n ملفات أخرى</numerusform>
            <numerusform>%n ملفًا آخر</numerusform>
            <numerusform>%n ملف آخر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifications</name>
    <message>
        <source>Open chat</source>
        <translation>فتح المحادثة</translation>
    </message>
    <message>
        <source>Jackdaw</source>
        <translation>Jackdaw</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>رسالة جديدة</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>the title of a notification where there are several accounts: who wrote, and the account they wrote to</extracomment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>OwnStatus</name>
    <message>
        <source>In a meeting</source>
        <translation>في اجتماع</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>استراحة الغداء</translation>
    </message>
    <message>
        <source>Short break</source>
        <translation>استراحة قصيرة</translation>
    </message>
    <message>
        <source>Out of office</source>
        <translation>خارج المكتب</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>حتى %1</translation>
    </message>
</context>
<context>
    <name>Painting</name>
    <message>
        <source>Free for chat</source>
        <translation>متفرغ للمحادثة</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Away for long</source>
        <translation>بعيد لمدة طويلة</translation>
    </message>
    <message>
        <source>Do not disturb</source>
        <translation>عدم الإزعاج</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>تنتظر</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>أُرسلت</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>سُلّمت</translation>
    </message>
    <message>
        <source>Displayed</source>
        <translation>عُرضت</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشلت</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>وردت</translation>
    </message>
</context>
<context>
    <name>Position</name>
    <message>
        <source>A part of Jackdaw that finds positions is missing. Install Qt Positioning.</source>
        <translation>ينقص جزء من Jackdaw يحدد المواقع. ثبّت Qt Positioning.</translation>
    </message>
    <message>
        <source>This computer has no location service. Install or start GeoClue.</source>
        <translation>لا توجد خدمة تحديد موقع على هذا الحاسوب. ثبّت GeoClue أو شغّله.</translation>
    </message>
    <message>
        <source>The system does not let Jackdaw know where you are. Allow it in the system&apos;s privacy settings.</source>
        <translation>لا يسمح النظام لـ Jackdaw بمعرفة مكانك. اسمح بذلك في إعدادات الخصوصية في النظام.</translation>
    </message>
    <message>
        <source>Your position was not found. Try again near a window, or with Wi-Fi turned on.</source>
        <translation>لم يُعثر على موقعك. أعد المحاولة قرب نافذة أو مع تشغيل Wi-Fi.</translation>
    </message>
</context>
<context>
    <name>PresenceBoard</name>
    <message>
        <source>%1 %2</source>
        <extracomment>a day and a time of it: &quot;Fri 13:55&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>No group</source>
        <translation>بلا مجموعة</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>since unknown</source>
        <translation>منذ وقت غير معروف</translation>
    </message>
    <message>
        <source>Idle %1</source>
        <translation>خامل %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>الخمول</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>نص الحالة</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>البرنامج</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>آخر جواب</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>%1, %L2 of %L3 available</source>
        <translation>%1، %L2 من %L3 متاحون</translation>
    </message>
    <message>
        <source>%1, folded</source>
        <translation>%1، مطويّة</translation>
    </message>
    <message>
        <source>idle %1</source>
        <translation>خامل منذ %1</translation>
    </message>
    <message>
        <source>you are told when available</source>
        <translation>يُعلَم بك عند توفره</translation>
    </message>
    <message>
        <source>Tell me when %1 is available</source>
        <translation>أعلمني عندما يتاح %1</translation>
    </message>
    <message>
        <source>%1 %2 to %3</source>
        <translation>%1 من %2 إلى %3</translation>
    </message>
    <message>
        <source>Last 8 hours: %1</source>
        <translation>آخر 8 ساعات: %1</translation>
    </message>
    <message>
        <source>nothing is known</source>
        <translation>لا شيء معروف</translation>
    </message>
    <message>
        <source>%1 is available</source>
        <translation>%1 متاح</translation>
    </message>
    <message>
        <source>%1 is idle for %2</source>
        <translation>%1 خامل مدة %2</translation>
    </message>
    <message>
        <source>Nobody of %1 is available for %2</source>
        <translation>لا أحد من %1 متاح مدة %2</translation>
    </message>
    <message>
        <source>Somebody of %1 is available again</source>
        <translation>أحد من %1 متاح من جديد</translation>
    </message>
    <message>
        <source>%1 has been idle for %2</source>
        <translation>%1 خامل منذ %2</translation>
    </message>
    <message>
        <source>Nobody of %1 has been available for %2</source>
        <translation>لا أحد من %1 متاح منذ %2</translation>
    </message>
    <message>
        <source>%1 of %2 is available</source>
        <translation>%1 من %2 متاح</translation>
    </message>
</context>
<context>
    <name>PresenceLine</name>
    <message>
        <source>Last seen today at %1</source>
        <translation>شوهد آخر مرة اليوم في %1</translation>
    </message>
    <message>
        <source>Last seen yesterday at %1</source>
        <translation>شوهد آخر مرة أمس في %1</translation>
    </message>
    <message>
        <source>Last seen on %1 at %2</source>
        <extracomment>a day (&quot;Friday&quot; or &quot;3 May 2026&quot;) and a time of it</extracomment>
        <translation>شوهد آخر مرة في %1 الساعة %2</translation>
    </message>
    <message>
        <source>Presence is unknown while you’re offline</source>
        <translation>الحضور غير معروف ما دمت غير متصل</translation>
    </message>
    <message>
        <source>%1 · presence is unknown while you’re offline</source>
        <comment>last seen</comment>
        <translation>%1 · الحضور غير معروف ما دمت غير متصل</translation>
    </message>
    <message>
        <source>idle %1</source>
        <translation>خامل منذ %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>parts of how somebody is there</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>PreviewCard</name>
    <message>
        <source>Preview off</source>
        <translation>المعاينة متوقفة</translation>
    </message>
    <message>
        <source>Load once</source>
        <translation>تحميل مرة واحدة</translation>
    </message>
    <message>
        <source>Loading preview…</source>
        <translation>جارٍ تحميل المعاينة…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>Afraid</source>
        <translation>خائف</translation>
    </message>
    <message>
        <source>Amazed</source>
        <translation>مندهش</translation>
    </message>
    <message>
        <source>Amorous</source>
        <translation>عاشق</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>غاضب</translation>
    </message>
    <message>
        <source>Annoyed</source>
        <translation>منزعج</translation>
    </message>
    <message>
        <source>Anxious</source>
        <translation>قلق</translation>
    </message>
    <message>
        <source>Aroused</source>
        <translation>مستثار</translation>
    </message>
    <message>
        <source>Ashamed</source>
        <translation>خجِل من نفسه</translation>
    </message>
    <message>
        <source>Bored</source>
        <translation>ضجِر</translation>
    </message>
    <message>
        <source>Brave</source>
        <translation>شجاع</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>هادئ</translation>
    </message>
    <message>
        <source>Cautious</source>
        <translation>حذِر</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>بردان</translation>
    </message>
    <message>
        <source>Confident</source>
        <translation>واثق</translation>
    </message>
    <message>
        <source>Confused</source>
        <translation>محتار</translation>
    </message>
    <message>
        <source>Contemplative</source>
        <translation>متأمل</translation>
    </message>
    <message>
        <source>Contented</source>
        <translation>قانع</translation>
    </message>
    <message>
        <source>Cranky</source>
        <translation>نكِد</translation>
    </message>
    <message>
        <source>Crazy</source>
        <translation>مجنون</translation>
    </message>
    <message>
        <source>Creative</source>
        <translation>مبدع</translation>
    </message>
    <message>
        <source>Curious</source>
        <translation>فضولي</translation>
    </message>
    <message>
        <source>Dejected</source>
        <translation>مغموم</translation>
    </message>
    <message>
        <source>Depressed</source>
        <translation>مكتئب</translation>
    </message>
    <message>
        <source>Disappointed</source>
        <translation>خائب الأمل</translation>
    </message>
    <message>
        <source>Disgusted</source>
        <translation>مشمئز</translation>
    </message>
    <message>
        <source>Dismayed</source>
        <translation>مفزوع</translation>
    </message>
    <message>
        <source>Distracted</source>
        <translation>شارد</translation>
    </message>
    <message>
        <source>Embarrassed</source>
        <translation>محرَج</translation>
    </message>
    <message>
        <source>Envious</source>
        <translation>حاسد</translation>
    </message>
    <message>
        <source>Excited</source>
        <translation>متحمس</translation>
    </message>
    <message>
        <source>Flirtatious</source>
        <translation>مغازِل</translation>
    </message>
    <message>
        <source>Frustrated</source>
        <translation>محبَط</translation>
    </message>
    <message>
        <source>Grateful</source>
        <translation>ممتنّ</translation>
    </message>
    <message>
        <source>Grieving</source>
        <translation>حزين على فقد</translation>
    </message>
    <message>
        <source>Grumpy</source>
        <translation>متذمر</translation>
    </message>
    <message>
        <source>Guilty</source>
        <translation>مذنب</translation>
    </message>
    <message>
        <source>Happy</source>
        <translation>سعيد</translation>
    </message>
    <message>
        <source>Hopeful</source>
        <translation>متفائل</translation>
    </message>
    <message>
        <source>Hot</source>
        <translation>حران</translation>
    </message>
    <message>
        <source>Humbled</source>
        <translation>متواضع</translation>
    </message>
    <message>
        <source>Humiliated</source>
        <translation>مُهان</translation>
    </message>
    <message>
        <source>Hungry</source>
        <translation>جائع</translation>
    </message>
    <message>
        <source>Hurt</source>
        <translation>مجروح</translation>
    </message>
    <message>
        <source>Impressed</source>
        <translation>معجَب</translation>
    </message>
    <message>
        <source>In awe</source>
        <translation>مبهور</translation>
    </message>
    <message>
        <source>In love</source>
        <translation>واقع في الحب</translation>
    </message>
    <message>
        <source>Indignant</source>
        <translation>ساخط</translation>
    </message>
    <message>
        <source>Interested</source>
        <translation>مهتم</translation>
    </message>
    <message>
        <source>Intoxicated</source>
        <translation>ثمِل</translation>
    </message>
    <message>
        <source>Invincible</source>
        <translation>لا يُقهر</translation>
    </message>
    <message>
        <source>Jealous</source>
        <translation>غيور</translation>
    </message>
    <message>
        <source>Lonely</source>
        <translation>وحيد</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>تائه</translation>
    </message>
    <message>
        <source>Lucky</source>
        <translation>محظوظ</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>لئيم</translation>
    </message>
    <message>
        <source>Moody</source>
        <translation>متقلب المزاج</translation>
    </message>
    <message>
        <source>Nervous</source>
        <translation>متوتر</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>محايد</translation>
    </message>
    <message>
        <source>Offended</source>
        <translation>مستاء</translation>
    </message>
    <message>
        <source>Outraged</source>
        <translation>مستنكر</translation>
    </message>
    <message>
        <source>Playful</source>
        <translation>مرِح</translation>
    </message>
    <message>
        <source>Proud</source>
        <translation>فخور</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>مسترخٍ</translation>
    </message>
    <message>
        <source>Relieved</source>
        <translation>مرتاح</translation>
    </message>
    <message>
        <source>Remorseful</source>
        <translation>نادم</translation>
    </message>
    <message>
        <source>Restless</source>
        <translation>لا يهدأ</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>حزين</translation>
    </message>
    <message>
        <source>Sarcastic</source>
        <translation>متهكم</translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>راضٍ</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>جادّ</translation>
    </message>
    <message>
        <source>Shocked</source>
        <translation>مصدوم</translation>
    </message>
    <message>
        <source>Shy</source>
        <translation>خجول</translation>
    </message>
    <message>
        <source>Sick</source>
        <translation>مريض</translation>
    </message>
    <message>
        <source>Sleepy</source>
        <translation>نعسان</translation>
    </message>
    <message>
        <source>Spontaneous</source>
        <translation>عفوي</translation>
    </message>
    <message>
        <source>Stressed</source>
        <translation>مضغوط</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>قوي</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>متفاجئ</translation>
    </message>
    <message>
        <source>Thankful</source>
        <translation>شاكر</translation>
    </message>
    <message>
        <source>Thirsty</source>
        <translation>عطشان</translation>
    </message>
    <message>
        <source>Tired</source>
        <translation>متعب</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>ضعيف</translation>
    </message>
    <message>
        <source>Worried</source>
        <translation>مهموم</translation>
    </message>
    <message>
        <source>Doing chores</source>
        <translation>أعمال منزلية</translation>
    </message>
    <message>
        <source>Drinking</source>
        <translation>يشرب</translation>
    </message>
    <message>
        <source>Eating</source>
        <translation>يأكل</translation>
    </message>
    <message>
        <source>Exercising</source>
        <translation>يتمرّن</translation>
    </message>
    <message>
        <source>Grooming</source>
        <translation>يعتني بمظهره</translation>
    </message>
    <message>
        <source>At an appointment</source>
        <translation>في موعد</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>غير نشط</translation>
    </message>
    <message>
        <source>Relaxing</source>
        <translation>يسترخي</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>يتحدث</translation>
    </message>
    <message>
        <source>Traveling</source>
        <translation>مسافر</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>يعمل</translation>
    </message>
    <message>
        <source>At the spa</source>
        <translation>في المنتجع الصحي</translation>
    </message>
    <message>
        <source>Brushing teeth</source>
        <translation>ينظف أسنانه</translation>
    </message>
    <message>
        <source>Buying groceries</source>
        <translation>يشتري البقالة</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>ينظف</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>يبرمج</translation>
    </message>
    <message>
        <source>Commuting</source>
        <translation>في الطريق إلى العمل</translation>
    </message>
    <message>
        <source>Cooking</source>
        <translation>يطبخ</translation>
    </message>
    <message>
        <source>Cycling</source>
        <translation>يركب الدراجة</translation>
    </message>
    <message>
        <source>Dancing</source>
        <translation>يرقص</translation>
    </message>
    <message>
        <source>Day off</source>
        <translation>يوم عطلة</translation>
    </message>
    <message>
        <source>Doing maintenance</source>
        <translation>يقوم بالصيانة</translation>
    </message>
    <message>
        <source>Doing the dishes</source>
        <translation>يغسل الأطباق</translation>
    </message>
    <message>
        <source>Doing the laundry</source>
        <translation>يغسل الملابس</translation>
    </message>
    <message>
        <source>Driving</source>
        <translation>يقود السيارة</translation>
    </message>
    <message>
        <source>Fishing</source>
        <translation>يصطاد السمك</translation>
    </message>
    <message>
        <source>Gaming</source>
        <translation>يلعب ألعابًا</translation>
    </message>
    <message>
        <source>Gardening</source>
        <translation>يعتني بالحديقة</translation>
    </message>
    <message>
        <source>Getting a haircut</source>
        <translation>عند الحلاق</translation>
    </message>
    <message>
        <source>Going out</source>
        <translation>خارج للسهر</translation>
    </message>
    <message>
        <source>Hanging out</source>
        <translation>مع الأصدقاء</translation>
    </message>
    <message>
        <source>Having a beer</source>
        <translation>يشرب الجعة</translation>
    </message>
    <message>
        <source>Having a snack</source>
        <translation>يأكل وجبة خفيفة</translation>
    </message>
    <message>
        <source>Having breakfast</source>
        <translation>يتناول الفطور</translation>
    </message>
    <message>
        <source>Having coffee</source>
        <translation>يشرب القهوة</translation>
    </message>
    <message>
        <source>Having dinner</source>
        <translation>يتناول العشاء</translation>
    </message>
    <message>
        <source>Having lunch</source>
        <translation>يتناول الغداء</translation>
    </message>
    <message>
        <source>Having tea</source>
        <translation>يشرب الشاي</translation>
    </message>
    <message>
        <source>Hiding</source>
        <translation>مختبئ</translation>
    </message>
    <message>
        <source>Hiking</source>
        <translation>في نزهة جبلية</translation>
    </message>
    <message>
        <source>In a car</source>
        <translation>في سيارة</translation>
    </message>
    <message>
        <source>In a meeting</source>
        <translation>في اجتماع</translation>
    </message>
    <message>
        <source>In real life</source>
        <translation>في الحياة الواقعية</translation>
    </message>
    <message>
        <source>Jogging</source>
        <translation>يهرول</translation>
    </message>
    <message>
        <source>On a bus</source>
        <translation>في حافلة</translation>
    </message>
    <message>
        <source>On a plane</source>
        <translation>في طائرة</translation>
    </message>
    <message>
        <source>On a train</source>
        <translation>في قطار</translation>
    </message>
    <message>
        <source>On a trip</source>
        <translation>في رحلة</translation>
    </message>
    <message>
        <source>On the phone</source>
        <translation>على الهاتف</translation>
    </message>
    <message>
        <source>On vacation</source>
        <translation>في إجازة</translation>
    </message>
    <message>
        <source>On a video call</source>
        <translation>في مكالمة فيديو</translation>
    </message>
    <message>
        <source>Partying</source>
        <translation>في حفلة</translation>
    </message>
    <message>
        <source>Playing sports</source>
        <translation>يمارس الرياضة</translation>
    </message>
    <message>
        <source>Praying</source>
        <translation>يصلّي</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>يقرأ</translation>
    </message>
    <message>
        <source>Rehearsing</source>
        <translation>يتدرّب على أداء</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>يجري</translation>
    </message>
    <message>
        <source>Running an errand</source>
        <translation>يقضي حاجة</translation>
    </message>
    <message>
        <source>Scheduled holiday</source>
        <translation>عطلة مقررة</translation>
    </message>
    <message>
        <source>Shaving</source>
        <translation>يحلق</translation>
    </message>
    <message>
        <source>Shopping</source>
        <translation>يتسوق</translation>
    </message>
    <message>
        <source>Skiing</source>
        <translation>يتزلج</translation>
    </message>
    <message>
        <source>Sleeping</source>
        <translation>نائم</translation>
    </message>
    <message>
        <source>Smoking</source>
        <translation>يدخّن</translation>
    </message>
    <message>
        <source>Socializing</source>
        <translation>مع الناس</translation>
    </message>
    <message>
        <source>Studying</source>
        <translation>يدرس</translation>
    </message>
    <message>
        <source>Sunbathing</source>
        <translation>يتشمّس</translation>
    </message>
    <message>
        <source>Swimming</source>
        <translation>يسبح</translation>
    </message>
    <message>
        <source>Taking a bath</source>
        <translation>يستحم</translation>
    </message>
    <message>
        <source>Taking a shower</source>
        <translation>تحت الدش</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>يفكر</translation>
    </message>
    <message>
        <source>Walking</source>
        <translation>يمشي</translation>
    </message>
    <message>
        <source>Walking the dog</source>
        <translation>ينزّه الكلب</translation>
    </message>
    <message>
        <source>Watching a movie</source>
        <translation>يشاهد فيلمًا</translation>
    </message>
    <message>
        <source>Watching TV</source>
        <translation>يشاهد التلفاز</translation>
    </message>
    <message>
        <source>Working out</source>
        <translation>يتدرّب</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>يكتب</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>حتى تاريخ %1</translation>
    </message>
    <message>
        <source>%1 ahead of you</source>
        <translation>يسبقك بـ %1</translation>
    </message>
    <message>
        <source>%1 behind you</source>
        <translation>يتأخر عنك بـ %1</translation>
    </message>
    <message>
        <source>night there</source>
        <translation>الليل هناك</translation>
    </message>
    <message>
        <source>A moment ago</source>
        <translation>قبل لحظة</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>قبل %1</translation>
    </message>
    <message>
        <source>Unknown program</source>
        <translation>برنامج غير معروف</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a program and the availability that it shows</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>On this computer so far. Your other devices get it when you’re online.</source>
        <translation>على هذا الحاسوب حتى الآن. تحصل عليه أجهزتك الأخرى عندما تتصل.</translation>
    </message>
    <message>
        <source>On this computer only. Your provider did not store it for your other devices.</source>
        <translation>على هذا الحاسوب فقط. لم يحفظه مزوّدك لأجهزتك الأخرى.</translation>
    </message>
</context>
<context>
    <name>Provider</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%Ln أيام</numerusform>
            <numerusform>%Ln يومًا</numerusform>
            <numerusform>%Ln يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln ساعة</numerusform>
            <numerusform>ساعة واحدة</numerusform>
            <numerusform>ساعتان</numerusform>
            <numerusform>%Ln ساعات</numerusform>
            <numerusform>%Ln ساعة</numerusform>
            <numerusform>%Ln ساعة</numerusform>
        </translation>
    </message>
    <message>
        <source>Without end</source>
        <translation>بلا نهاية</translation>
    </message>
    <message>
        <source>The provider does not say</source>
        <translation>لا يقول المزوّد ذلك</translation>
    </message>
    <message>
        <source>Report abuse</source>
        <translation>الإبلاغ عن إساءة</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>الإدارة</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>الآراء</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>المبيعات</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>الأمن</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>نص الحالة</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>الدعم</translation>
    </message>
    <message>
        <source>administrators</source>
        <translation>المديرون</translation>
    </message>
    <message>
        <source>moderators</source>
        <translation>المشرفون</translation>
    </message>
    <message>
        <source>members of the organisation</source>
        <translation>أعضاء المؤسسة</translation>
    </message>
    <message>
        <source>authorities, where the law asks for it</source>
        <translation>السلطات، حيث يطلب القانون ذلك</translation>
    </message>
    <message>
        <source>advertisers</source>
        <translation>المعلنون</translation>
    </message>
    <message>
        <source>business partners</source>
        <translation>الشركاء التجاريون</translation>
    </message>
    <message>
        <source>nobody but you</source>
        <translation>لا أحد سواك</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Largest message</source>
        <translation>أكبر رسالة</translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation>أكبر ملف</translation>
    </message>
    <message>
        <source>Ends a silent connection after</source>
        <translation>يُنهي الاتصال الصامت بعد</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتان</numerusform>
            <numerusform>%Ln دقائق</numerusform>
            <numerusform>%Ln دقيقة</numerusform>
            <numerusform>%Ln دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Keeps messages and files</source>
        <translation>يحتفظ بالرسائل والملفات</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>لا يحتفظ إطلاقًا</translation>
    </message>
    <message>
        <source>Who can see your data</source>
        <translation>من يستطيع رؤية بياناتك</translation>
    </message>
    <message>
        <source>Encrypted on its disks</source>
        <translation>معمّاة على أقراصه</translation>
    </message>
    <message>
        <source>You can delete what it keeps</source>
        <translation>يمكنك حذف ما يحتفظ به</translation>
    </message>
    <message>
        <source>You can take your data along</source>
        <translation>يمكنك أخذ بياناتك معك</translation>
    </message>
    <message>
        <source>You can have everything erased</source>
        <translation>يمكنك طلب محو كل شيء</translation>
    </message>
    <message>
        <source>Makes backups every</source>
        <translation>يصنع نسخًا احتياطية كل</translation>
    </message>
    <message>
        <source>It makes none</source>
        <translation>لا يصنع أيًا منها</translation>
    </message>
    <message>
        <source>Keeps backups</source>
        <translation>يحتفظ بالنسخ الاحتياطية</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>كلمة مرورك</translation>
    </message>
    <message>
        <source>The provider can read it</source>
        <translation>يستطيع المزوّد قراءتها</translation>
    </message>
    <message>
        <source>The provider does not see it</source>
        <translation>لا يراها المزوّد</translation>
    </message>
    <message>
        <source>Not used: access is limited and ends</source>
        <translation>غير مستعملة: الوصول محدود وينتهي</translation>
    </message>
    <message>
        <source>None is needed</source>
        <translation>لا حاجة إلى واحدة</translation>
    </message>
    <message>
        <source>Sends on to other services</source>
        <translation>يمرّر إلى خدمات أخرى</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>غير معمّاة</translation>
    </message>
    <message>
        <source>Encrypted on the way</source>
        <translation>معمّاة في الطريق</translation>
    </message>
    <message>
        <source>End-to-end encrypted by the provider</source>
        <translation>يعمّيها المزوّد من طرف إلى طرف</translation>
    </message>
    <message>
        <source>Still encrypted by you</source>
        <translation>تبقى معمّاة من عندك</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>الشروط</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Planned outage from %1</source>
        <translation>انقطاع مخطط من %1</translation>
    </message>
    <message>
        <source>Outage expected from %1</source>
        <translation>انقطاع متوقع من %1</translation>
    </message>
    <message>
        <source>Planned outage since %1</source>
        <translation>انقطاع مخطط منذ %1</translation>
    </message>
    <message>
        <source>Outage since %1</source>
        <translation>انقطاع منذ %1</translation>
    </message>
    <message>
        <source>expected until %1</source>
        <translation>متوقع حتى %1</translation>
    </message>
    <message>
        <source>Encrypts the connection</source>
        <translation>يعمّي الاتصال</translation>
    </message>
    <message>
        <source>Others can read along.</source>
        <translation>يستطيع آخرون القراءة معك.</translation>
    </message>
    <message>
        <source>Encrypts from the first byte on</source>
        <translation>يعمّي من أول بايت</translation>
    </message>
    <message>
        <source>Some networks let nothing through.</source>
        <translation>بعض الشبكات لا تمرّر شيئًا.</translation>
    </message>
    <message>
        <source>Says in short what devices can do</source>
        <translation>يقول باختصار ما تستطيعه الأجهزة</translation>
    </message>
    <message>
        <source>Connecting takes longer.</source>
        <translation>يستغرق الاتصال وقتًا أطول.</translation>
    </message>
    <message>
        <source>Lets web pages connect</source>
        <translation>يسمح لصفحات الويب بالاتصال</translation>
    </message>
    <message>
        <source>You cannot sign in from a web page of another provider.</source>
        <translation>لا يمكنك تسجيل الدخول من صفحة ويب لمزوّد آخر.</translation>
    </message>
    <message>
        <source>Keeps settings of older programs</source>
        <translation>يحفظ إعدادات البرامج القديمة</translation>
    </message>
    <message>
        <source>Older programs do not find your groups.</source>
        <translation>لا تجد البرامج القديمة مجموعاتك.</translation>
    </message>
    <message>
        <source>Says what it can do</source>
        <translation>يقول ما يستطيعه</translation>
    </message>
    <message>
        <source>Jackdaw has to guess.</source>
        <translation>على Jackdaw أن يخمّن.</translation>
    </message>
    <message>
        <source>Publishes your avatar and other news</source>
        <translation>ينشر صورتك وأخبارًا أخرى</translation>
    </message>
    <message>
        <source>Contacts do not see them change.</source>
        <translation>لا ترى جهات الاتصال تغيّرها.</translation>
    </message>
    <message>
        <source>Keeps your profile</source>
        <translation>يحفظ ملفك الشخصي</translation>
    </message>
    <message>
        <source>Contacts see no profile of yours.</source>
        <translation>لا ترى جهات الاتصال ملفًا شخصيًا لك.</translation>
    </message>
    <message>
        <source>Messages reach all your devices</source>
        <translation>تصل الرسائل إلى كل أجهزتك</translation>
    </message>
    <message>
        <source>Each message reaches one device only.</source>
        <translation>تصل كل رسالة إلى جهاز واحد فقط.</translation>
    </message>
    <message>
        <source>Blocks people</source>
        <translation>يحظر الأشخاص</translation>
    </message>
    <message>
        <source>Blocked people still reach your account.</source>
        <translation>يظل المحظورون يصلون إلى حسابك.</translation>
    </message>
    <message>
        <source>Hosts groups</source>
        <translation>يستضيف مجموعات</translation>
    </message>
    <message>
        <source>Make groups with another provider.</source>
        <translation>أنشئ المجموعات لدى مزوّد آخر.</translation>
    </message>
    <message>
        <source>Loses nothing when the network breaks</source>
        <translation>لا يضيّع شيئًا عند انقطاع الشبكة</translation>
    </message>
    <message>
        <source>A message can be lost with the network.</source>
        <translation>قد تضيع رسالة مع الشبكة.</translation>
    </message>
    <message>
        <source>Keeps your history for all devices</source>
        <translation>يحفظ سجلّك لكل الأجهزة</translation>
    </message>
    <message>
        <source>What came while you were away may be missing.</source>
        <translation>قد ينقص ما ورد في غيابك.</translation>
    </message>
    <message>
        <source>Shows your avatar in older programs</source>
        <translation>يعرض صورتك في البرامج القديمة</translation>
    </message>
    <message>
        <source>Some contacts see no avatar.</source>
        <translation>بعض جهات الاتصال لا ترى صورة.</translation>
    </message>
    <message>
        <source>Keeps your list of groups</source>
        <translation>يحفظ قائمة مجموعاتك</translation>
    </message>
    <message>
        <source>Each device has a list of its own.</source>
        <translation>لكل جهاز قائمته.</translation>
    </message>
    <message>
        <source>Keeps private settings</source>
        <translation>يحفظ الإعدادات الخاصة</translation>
    </message>
    <message>
        <source>Devices do not share settings.</source>
        <translation>لا تتشارك الأجهزة الإعدادات.</translation>
    </message>
    <message>
        <source>Takes files</source>
        <translation>يقبل الملفات</translation>
    </message>
    <message>
        <source>Files cannot be sent.</source>
        <translation>لا يمكن إرسال الملفات.</translation>
    </message>
    <message>
        <source>Saves power while you are away</source>
        <translation>يوفّر الطاقة في غيابك</translation>
    </message>
    <message>
        <source>Uses more power in the background.</source>
        <translation>يستهلك طاقة أكثر في الخلفية.</translation>
    </message>
    <message>
        <source>Wakes phones for new messages</source>
        <translation>يوقظ الهواتف عند الرسائل الجديدة</translation>
    </message>
    <message>
        <source>Phones hear of messages late.</source>
        <translation>تعلم الهواتف بالرسائل متأخرة.</translation>
    </message>
    <message>
        <source>Helps calls through firewalls</source>
        <translation>يساعد المكالمات على عبور الجدران النارية</translation>
    </message>
    <message>
        <source>Some calls do not come about.</source>
        <translation>بعض المكالمات لا تتم.</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>لا. %1</translation>
    </message>
    <message>
        <source>Could not be found out</source>
        <translation>تعذّرت معرفته</translation>
    </message>
    <message>
        <source>Core level: %1</source>
        <translation>المستوى الأساسي: %1</translation>
    </message>
    <message>
        <source>Advanced level: %1</source>
        <translation>المستوى المتقدم: %1</translation>
    </message>
    <message>
        <source>Basics</source>
        <translation>الأساسيات</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>الويب</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>الهواتف</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>المكالمات</translation>
    </message>
    <message>
        <source>%1: advanced level</source>
        <translation>%1: المستوى المتقدم</translation>
    </message>
    <message>
        <source>%1: core level</source>
        <translation>%1: المستوى الأساسي</translation>
    </message>
    <message>
        <source>%1: core level at least</source>
        <translation>%1: المستوى الأساسي على الأقل</translation>
    </message>
    <message>
        <source>%1: below the core level</source>
        <translation>%1: دون المستوى الأساسي</translation>
    </message>
    <message>
        <source>%1: level not known</source>
        <translation>%1: المستوى غير معروف</translation>
    </message>
</context>
<context>
    <name>QuickReplies</name>
    <message>
        <source>No quick replies yet</source>
        <translation>لا ردود سريعة بعد</translation>
    </message>
    <message>
        <source>Make them in Settings, Chats and media.</source>
        <translation>أنشئها في الإعدادات، ضمن المحادثات والوسائط.</translation>
    </message>
</context>
<context>
    <name>Registration</name>
    <message>
        <source>User name</source>
        <translation>اسم المستخدم</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>عنوان البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>الاسم المستعار</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>الاسم الكامل</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>الاسم الشخصي</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>اسم العائلة</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>الشارع</translation>
    </message>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>State or region</source>
        <translation>الولاية أو المنطقة</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>الرمز البريدي</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>رقم الهاتف</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>الموقع</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>This name is taken. Choose another one.</source>
        <translation>هذا الاسم مأخوذ. اختر غيره.</translation>
    </message>
    <message>
        <source>This cannot be a user name. Use letters and digits, without blanks and without “@”.</source>
        <translation>لا يصلح هذا اسم مستخدم. استعمل حروفًا وأرقامًا بلا فراغات وبلا «@».</translation>
    </message>
    <message>
        <source>%1 makes no accounts this way. Look at its website, or name another provider.</source>
        <translation>لا ينشئ %1 حسابات بهذه الطريقة. انظر موقعه، أو سمّ مزوّدًا آخر.</translation>
    </message>
    <message>
        <source>%1 does not allow this. You may need an invitation: ask your provider for one.</source>
        <translation>لا يسمح %1 بهذا. قد تحتاج إلى دعوة: اطلبها من مزوّدك.</translation>
    </message>
    <message>
        <source>%1 makes no more accounts for now. Wait a while and try again.</source>
        <translation>لا ينشئ %1 حسابات أخرى حاليًا. انتظر مدة ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>%1 did not accept what you filled in. Check each field; a longer password may help.</source>
        <translation>لم يقبل %1 ما ملأته. تحقق من كل حقل؛ قد تنفع كلمة مرور أطول.</translation>
    </message>
    <message>
        <source>That was not what the picture shows. Here is another one.</source>
        <translation>ليس هذا ما تُظهره الصورة. إليك صورة أخرى.</translation>
    </message>
    <message>
        <source>%1 does not know this invitation, or it is too old. Ask for a new one.</source>
        <translation>لا يعرف %1 هذه الدعوة، أو أنها قديمة جدًا. اطلب دعوة جديدة.</translation>
    </message>
    <message>
        <source>%1 was not found. Check the spelling.</source>
        <translation>لم يُعثر على %1. تحقق من الكتابة.</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>%1 and %2</source>
        <extracomment>two names</extracomment>
        <translation>%1 و%2</translation>
    </message>
    <message>
        <source>%1, %2 and %3</source>
        <extracomment>three names</extracomment>
        <translation>%1 و%2 و%3</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 and %n others</source>
        <extracomment>two names, and how many more</extracomment>
        <translation>
            <numerusform>%1 و%2</numerusform>
            <numerusform>%1 و%2 وواحد آخر</numerusform>
            <numerusform>%1 و%2 واثنان آخران</numerusform>
            <numerusform>%1 و%2 و%n آخرون</numerusform>
            <numerusform>%1 و%2 و%n آخرون</numerusform>
            <numerusform>%1 و%2 و%n آخرون</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is now %2</source>
        <translation>%1 اسمه الآن %2</translation>
    </message>
    <message>
        <source>%1 joined</source>
        <extracomment>one or more names</extracomment>
        <translation>انضم %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>غادر %1</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>أُزيل %1</translation>
    </message>
    <message>
        <source>%1 were removed</source>
        <translation>أُزيل %1</translation>
    </message>
    <message>
        <source>%1 was banned</source>
        <translation>حُظر %1</translation>
    </message>
    <message>
        <source>%1 were banned</source>
        <translation>حُظر %1</translation>
    </message>
    <message>
        <source>%1 joined and left</source>
        <translation>انضم %1 ثم غادر</translation>
    </message>
    <message>
        <source>; </source>
        <extracomment>between what happened to some people and what happened to others: &quot;Ana joined; Ben left&quot;</extracomment>
        <translation>؛ </translation>
    </message>
    <message>
        <source>The topic was removed</source>
        <translation>أُزيل الموضوع</translation>
    </message>
    <message>
        <source>%1 removed the topic</source>
        <translation>أزال %1 الموضوع</translation>
    </message>
    <message>
        <source>The topic is now “%1”</source>
        <translation>الموضوع الآن «%1»</translation>
    </message>
    <message>
        <source>%1 changed the topic to “%2”</source>
        <translation>غيّر %1 الموضوع إلى «%2»</translation>
    </message>
    <message>
        <source>Message	Enter</source>
        <translation>مراسلة	Enter</translation>
    </message>
    <message>
        <source>Mention in chat</source>
        <translation>ذكره في المحادثة</translation>
    </message>
    <message>
        <source>Give voice</source>
        <translation>منح حق الكلام</translation>
    </message>
    <message>
        <source>Take away voice</source>
        <translation>سحب حق الكلام</translation>
    </message>
    <message>
        <source>Make moderator</source>
        <translation>جعله مشرفًا</translation>
    </message>
    <message>
        <source>Remove as moderator</source>
        <translation>إعفاؤه من الإشراف</translation>
    </message>
    <message>
        <source>Make member</source>
        <translation>جعله عضوًا</translation>
    </message>
    <message>
        <source>Make admin</source>
        <translation>جعله مديرًا</translation>
    </message>
    <message>
        <source>Make owner…</source>
        <translation>جعله مالكًا…</translation>
    </message>
    <message>
        <source>Remove as owner…</source>
        <translation>إعفاؤه من الملكية…</translation>
    </message>
    <message>
        <source>Remove as admin…</source>
        <translation>إعفاؤه من الإدارة…</translation>
    </message>
    <message>
        <source>Remove as member…</source>
        <translation>إلغاء عضويته…</translation>
    </message>
    <message>
        <source>Remove all messages…</source>
        <translation>إزالة كل الرسائل…</translation>
    </message>
    <message>
        <source>Remove from group…</source>
        <translation>إزالة من المجموعة…</translation>
    </message>
    <message>
        <source>Ban from group…</source>
        <translation>حظر من المجموعة…</translation>
    </message>
    <message>
        <source>This group was closed.</source>
        <translation>أُغلقت هذه المجموعة.</translation>
    </message>
    <message>
        <source>You can still read what was said here.</source>
        <translation>ما زال يمكنك قراءة ما قيل هنا.</translation>
    </message>
    <message>
        <source>It goes on at %1.</source>
        <translation>تستمر في %1.</translation>
    </message>
    <message>
        <source>Join there</source>
        <translation>الانضمام هناك</translation>
    </message>
    <message>
        <source>You were removed from this group for now.</source>
        <translation>أُزلتَ من هذه المجموعة مؤقتًا.</translation>
    </message>
    <message>
        <source>%1 removed you from this group for now.</source>
        <translation>أزالك %1 من هذه المجموعة مؤقتًا.</translation>
    </message>
    <message>
        <source>You can join again.</source>
        <translation>يمكنك الانضمام من جديد.</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>الانضمام من جديد</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Jackdaw joins again by itself.</source>
        <translation>ينضم Jackdaw من جديد من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>You are banned from this group.</source>
        <translation>أنت محظور من هذه المجموعة.</translation>
    </message>
    <message>
        <source>Ask an owner if you think this is a mistake.</source>
        <translation>اسأل مالكًا إن رأيت أن هذا خطأ.</translation>
    </message>
    <message>
        <source>You are not a member of this group any more.</source>
        <translation>لم تعد عضوًا في هذه المجموعة.</translation>
    </message>
    <message>
        <source>Ask an owner to add you again.</source>
        <translation>اطلب من مالك أن يضيفك من جديد.</translation>
    </message>
    <message>
        <source>You need an invitation to join this group.</source>
        <translation>تحتاج إلى دعوة للانضمام إلى هذه المجموعة.</translation>
    </message>
    <message>
        <source>Ask an owner.</source>
        <translation>اسأل مالكًا.</translation>
    </message>
    <message>
        <source>The server of this group is going down.</source>
        <translation>خادم هذه المجموعة يتوقف.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>حاول الآن</translation>
    </message>
    <message>
        <source>This group had a technical fault.</source>
        <translation>حدث في هذه المجموعة خلل تقني.</translation>
    </message>
    <message>
        <source>Somebody else has your name in this group.</source>
        <translation>شخص آخر يحمل اسمك في هذه المجموعة.</translation>
    </message>
    <message>
        <source>Choose another one to join.</source>
        <translation>اختر اسمًا آخر لتنضم.</translation>
    </message>
    <message>
        <source>Choose a name</source>
        <translation>اختيار اسم</translation>
    </message>
    <message>
        <source>This group does not let you in with this name.</source>
        <translation>لا تُدخلك هذه المجموعة بهذا الاسم.</translation>
    </message>
    <message>
        <source>Join with the one you are registered with there.</source>
        <translation>انضم بالاسم المسجَّل لك هناك.</translation>
    </message>
    <message>
        <source>This group needs a password.</source>
        <translation>تحتاج هذه المجموعة إلى كلمة مرور.</translation>
    </message>
    <message>
        <source>Enter it to join.</source>
        <translation>أدخلها لتنضم.</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>إدخال كلمة المرور</translation>
    </message>
    <message>
        <source>This group is full.</source>
        <translation>هذه المجموعة ممتلئة.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>حاول لاحقًا.</translation>
    </message>
    <message>
        <source>There is no group at this address, or it is not open yet.</source>
        <translation>لا توجد مجموعة بهذا العنوان، أو لم تُفتح بعد.</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>تحقق من العنوان.</translation>
    </message>
    <message>
        <source>The server of this group cannot be reached.</source>
        <translation>لا يمكن الوصول إلى خادم هذه المجموعة.</translation>
    </message>
    <message>
        <source>This group does not answer.</source>
        <translation>لا تجيب هذه المجموعة.</translation>
    </message>
    <message>
        <source>You lost the connection to this group.</source>
        <translation>انقطع اتصالك بهذه المجموعة.</translation>
    </message>
    <message>
        <source>You could not join this group.</source>
        <translation>تعذّر انضمامك إلى هذه المجموعة.</translation>
    </message>
    <message>
        <source>You are not in this group.</source>
        <translation>لست في هذه المجموعة.</translation>
    </message>
    <message>
        <source>Join it to read and write on.</source>
        <translation>انضم إليها لتتابع القراءة والكتابة.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>“%1” %2</source>
        <extracomment>a sentence of ours, what was said as the reason, another sentence of ours</extracomment>
        <translation>«%1» %2</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>جارٍ الانضمام…</translation>
    </message>
    <message>
        <source>You are not in this group</source>
        <translation>لست في هذه المجموعة</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>how many members a group has, and how many of them are there</extracomment>
        <translation>%1، %2</translation>
    </message>
    <message numerus="yes">
        <source>%n members</source>
        <translation>
            <numerusform>بلا أعضاء</numerusform>
            <numerusform>عضو واحد</numerusform>
            <numerusform>عضوان</numerusform>
            <numerusform>%n أعضاء</numerusform>
            <numerusform>%n عضوًا</numerusform>
            <numerusform>%n عضو</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here</source>
        <translation>
            <numerusform>لا أحد هنا</numerusform>
            <numerusform>واحد هنا</numerusform>
            <numerusform>اثنان هنا</numerusform>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
            <numerusform>%n هنا</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>the subject of a group, and how many people it has
----------
what somebody is in a group, as &quot;Host&quot;, and what they write of themselves</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 is typing</source>
        <translation>%1 يكتب</translation>
    </message>
    <message>
        <source>%1 and %2 are typing</source>
        <translation>%1 و%2 يكتبان</translation>
    </message>
    <message>
        <source>%1 and two others are typing</source>
        <translation>%1 واثنان آخران يكتبون</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others are typing</source>
        <translation>
            <numerusform>%1 يكتب</numerusform>
            <numerusform>%1 وواحد آخر يكتبان</numerusform>
            <numerusform>%1 واثنان آخران يكتبون</numerusform>
            <numerusform>%1 و%n آخرون يكتبون</numerusform>
            <numerusform>%1 و%n آخرون يكتبون</numerusform>
            <numerusform>%1 و%n آخرون يكتبون</numerusform>
        </translation>
    </message>
    <message>
        <source>Seen by %1</source>
        <translation>اطّلع عليها %1</translation>
    </message>
    <message numerus="yes">
        <source>Seen by %1 and %n others</source>
        <translation>
            <numerusform>اطّلع عليها %1</numerusform>
            <numerusform>اطّلع عليها %1 وواحد آخر</numerusform>
            <numerusform>اطّلع عليها %1 واثنان آخران</numerusform>
            <numerusform>اطّلع عليها %1 و%n آخرون</numerusform>
            <numerusform>اطّلع عليها %1 و%n آخرون</numerusform>
            <numerusform>اطّلع عليها %1 و%n آخرون</numerusform>
        </translation>
    </message>
    <message>
        <source>Seen by %1 and %2</source>
        <translation>اطّلع عليها %1 و%2</translation>
    </message>
    <message>
        <source>Seen by %1, %2 and %3</source>
        <translation>اطّلع عليها %1 و%2 و%3</translation>
    </message>
    <message numerus="yes">
        <source>Seen by %1, %2 and %n others</source>
        <translation>
            <numerusform>اطّلع عليها %1 و%2</numerusform>
            <numerusform>اطّلع عليها %1 و%2 وواحد آخر</numerusform>
            <numerusform>اطّلع عليها %1 و%2 واثنان آخران</numerusform>
            <numerusform>اطّلع عليها %1 و%2 و%n آخرون</numerusform>
            <numerusform>اطّلع عليها %1 و%2 و%n آخرون</numerusform>
            <numerusform>اطّلع عليها %1 و%2 و%n آخرون</numerusform>
        </translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>مالك</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>مدير</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>Owners and moderators · %L1</source>
        <translation>المالكون والمشرفون · %L1</translation>
    </message>
    <message>
        <source>Here now · %L1</source>
        <translation>هنا الآن · %L1</translation>
    </message>
    <message>
        <source>Not here · %L1</source>
        <translation>ليسوا هنا · %L1</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>ليس هنا</translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>This name is too long. Choose a shorter one.</source>
        <translation>هذا الاسم طويل جدًا. اختر أقصر منه.</translation>
    </message>
    <message>
        <source>This name has a character that names in groups cannot have, such as an invisible one or a line break. Type it anew.</source>
        <translation>في هذا الاسم محرف لا يجوز في أسماء المجموعات، كمحرف غير مرئي أو فاصل أسطر. اكتبه من جديد.</translation>
    </message>
    <message>
        <source>View profile</source>
        <translation>عرض الملف الشخصي</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>stands between two things that somebody is in a group, as &quot;Host&quot; and &quot;Speaker&quot;</extracomment>
        <translation>، </translation>
    </message>
</context>
<context>
    <name>SearchWords</name>
    <message>
        <source>“%1” is not known. Use has:file, has:link, has:image or has:voice.</source>
        <translation>«%1» غير معروف. استعمل has:file أو has:link أو has:image أو has:voice.</translation>
    </message>
    <message>
        <source>“%1” is not known. Use is:mine, is:unread, is:pinned or is:saved.</source>
        <translation>«%1» غير معروف. استعمل is:mine أو is:unread أو is:pinned أو is:saved.</translation>
    </message>
    <message>
        <source>“%1” is not a date. Write it like 2026-11-21, 2026-11, today or yesterday.</source>
        <translation>«%1» ليس تاريخًا. اكتبه مثل 2026-11-21 أو 2026-11 أو today أو yesterday.</translation>
    </message>
    <message>
        <source>Nothing follows “%1:”. Write it without a space, as in %1:Tomas.</source>
        <translation>لا شيء بعد «%1:». اكتبه بلا فراغ، مثل %1:Tomas.</translation>
    </message>
    <message>
        <source>No day is after the one and before the other. Change one of the dates.</source>
        <translation>لا يوم بعد أحدهما وقبل الآخر. غيّر أحد التاريخين.</translation>
    </message>
    <message>
        <source>A closing quote is missing.</source>
        <translation>تنقص علامة اقتباس ختامية.</translation>
    </message>
    <message>
        <source>This is more than can be searched for. Only the first words count.</source>
        <translation>هذا أكثر مما يمكن البحث عنه. لا تُحتسب إلا الكلمات الأولى.</translation>
    </message>
    <message>
        <source>There is no word in this. Type a letter, a digit or an emoji.</source>
        <translation>لا كلمة في هذا. اكتب حرفًا أو رقمًا أو رمزًا تعبيريًا.</translation>
    </message>
    <message>
        <source>No chat is with “%1”. Check the name or the address.</source>
        <translation>لا محادثة مع «%1». تحقق من الاسم أو العنوان.</translation>
    </message>
    <message>
        <source>No chat is called “%1”. Check the name or the address.</source>
        <translation>لا محادثة تسمّى «%1». تحقق من الاسم أو العنوان.</translation>
    </message>
    <message>
        <source>From you</source>
        <translation>منك</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>من %1</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>في %1</translation>
    </message>
    <message>
        <source>Before today</source>
        <translation>قبل اليوم</translation>
    </message>
    <message>
        <source>Before yesterday</source>
        <translation>قبل أمس</translation>
    </message>
    <message>
        <source>Before %1</source>
        <translation>قبل %1</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Since yesterday</source>
        <translation>منذ أمس</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>With a file</source>
        <translation>مع ملف</translation>
    </message>
    <message>
        <source>With a link</source>
        <translation>مع رابط</translation>
    </message>
    <message>
        <source>With an image</source>
        <translation>مع صورة</translation>
    </message>
    <message>
        <source>With a voice message</source>
        <translation>مع رسالة صوتية</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>لك</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>لم تُقرأ</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>محفوظة</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>مثبّتة</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ملفات</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>على الخادم</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>&quot;Messages · 9&quot;, and &quot;Messages · 50+&quot; where there are more</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Search older messages on the server</source>
        <translation>البحث في الرسائل الأقدم على الخادم</translation>
    </message>
    <message>
        <source>Searching on the server…</source>
        <translation>جارٍ البحث على الخادم…</translation>
    </message>
    <message>
        <source>Search further back on the server</source>
        <translation>البحث أبعد في الماضي على الخادم</translation>
    </message>
    <message>
        <source>The server did not answer. Try again</source>
        <translation>لم يُجب الخادم. حاول مرة أخرى</translation>
    </message>
    <message>
        <source>The server does not search in messages. Ask again</source>
        <translation>لا يبحث الخادم في الرسائل. اسأل من جديد</translation>
    </message>
    <message>
        <source>The server has nothing more.</source>
        <translation>ليس لدى الخادم المزيد.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>You in %1</source>
        <translation>أنت في %1</translation>
    </message>
    <message>
        <source>You to %1</source>
        <translation>أنت إلى %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>who said it, and in which group</extracomment>
        <translation>%1 في %2</translation>
    </message>
    <message>
        <source>%1 more in %2</source>
        <extracomment>how many more results a chat has</extracomment>
        <translation>%1 أخرى في %2</translation>
    </message>
</context>
<context>
    <name>SendFilesStrip</name>
    <message>
        <source>%L1 more</source>
        <extracomment>at the end of a list of files</extracomment>
        <translation>%L1 أخرى</translation>
    </message>
</context>
<context>
    <name>SettingsPlaces</name>
    <message>
        <source>Manage accounts</source>
        <translation>إدارة الحسابات</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Settings, %1</source>
        <translation>الإعدادات، %1</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Go to chat or action</source>
        <translation>انتقل إلى محادثة أو إجراء</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>الجزء التالي</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>الجزء السابق</translation>
    </message>
    <message>
        <source>Go to the chat list</source>
        <translation>الانتقال إلى قائمة المحادثات</translation>
    </message>
    <message>
        <source>Go to the message field</source>
        <translation>الانتقال إلى حقل الرسالة</translation>
    </message>
    <message>
        <source>Search chats and messages</source>
        <translation>ابحث في المحادثات والرسائل</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>مجموعة جديدة</translation>
    </message>
    <message>
        <source>Join a group by address</source>
        <translation>الانضمام إلى مجموعة بعنوانها</translation>
    </message>
    <message>
        <source>Details or members</source>
        <translation>التفاصيل أو الأعضاء</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>المحادثة السابقة</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>المحادثة التالية</translation>
    </message>
    <message>
        <source>Recent chat</source>
        <translation>المحادثة الأخيرة</translation>
    </message>
    <message>
        <source>Previous unread chat</source>
        <translation>المحادثة غير المقروءة السابقة</translation>
    </message>
    <message>
        <source>Next unread chat</source>
        <translation>المحادثة غير المقروءة التالية</translation>
    </message>
    <message>
        <source>Mark all chats read</source>
        <translation>تعليم كل المحادثات مقروءة</translation>
    </message>
    <message>
        <source>Waiting messages</source>
        <translation>الرسائل المنتظرة</translation>
    </message>
    <message>
        <source>Encryption of this chat</source>
        <translation>تعمية هذه المحادثة</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>البحث في هذه المحادثة</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Send (can be swapped with Ctrl+Enter)</source>
        <translation>إرسال (يمكن مبادلته مع Ctrl+Enter)</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>سطر جديد</translation>
    </message>
    <message>
        <source>Edit the last message, from the empty field</source>
        <translation>تعديل آخر رسالة، من الحقل الفارغ</translation>
    </message>
    <message>
        <source>Choose the message to reply to</source>
        <translation>اختيار الرسالة التي يُرَدّ عليها</translation>
    </message>
    <message>
        <source>Leave a reply or an edit</source>
        <translation>ترك الرد أو التعديل</translation>
    </message>
    <message>
        <source>Insert the suggestion after @ or :</source>
        <translation>إدراج الاقتراح بعد @ أو :</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Record voice message</source>
        <translation>تسجيل رسالة صوتية</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>غامق</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>مائل</translation>
    </message>
    <message>
        <source>Strike through</source>
        <translation>مشطوب</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>شيفرة</translation>
    </message>
    <message>
        <source>Attach file</source>
        <translation>إرفاق ملف</translation>
    </message>
    <message>
        <source>Paste as text</source>
        <translation>لصق كنص</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>Move by message</source>
        <translation>التنقل رسالة رسالة</translation>
    </message>
    <message>
        <source>Move by page</source>
        <translation>التنقل صفحة صفحة</translation>
    </message>
    <message>
        <source>Jump to the oldest loaded or the newest message</source>
        <translation>القفز إلى أقدم رسالة محمّلة أو أحدث رسالة</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>تعديل الرسالة</translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>إضافة تفاعل</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>نسخ الرسالة</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>حذف الرسالة</translation>
    </message>
    <message>
        <source>Open its link or file, or show all of it</source>
        <translation>فتح رابطها أو ملفها، أو عرضها كلها</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>تشغيل أو إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>حفظ المرفق</translation>
    </message>
    <message>
        <source>Clear the selection, or back to the list</source>
        <translation>إلغاء التحديد، أو العودة إلى القائمة</translation>
    </message>
    <message>
        <source>Context menu</source>
        <translation>قائمة السياق</translation>
    </message>
    <message>
        <source>Message the contact</source>
        <translation>مراسلة جهة الاتصال</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>إعادة التسمية</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Move between people</source>
        <translation>التنقل بين الأشخاص</translation>
    </message>
    <message>
        <source>Message the person</source>
        <translation>مراسلة الشخص</translation>
    </message>
    <message>
        <source>Tell me when they are available, or no longer</source>
        <translation>أعلمني عندما يتاح، أو كفّ عن إعلامي</translation>
    </message>
    <message>
        <source>Watch the person no longer</source>
        <translation>التوقف عن مراقبة الشخص</translation>
    </message>
    <message>
        <source>Fold the team</source>
        <translation>طيّ الفريق</translation>
    </message>
    <message>
        <source>Set status</source>
        <translation>تعيين الحالة</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>XML console</source>
        <translation>وحدة XML</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>نص أكبر</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>نص أصغر</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>حجم النص العادي</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>ملء الشاشة</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>إغلاق النافذة</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Getting around</source>
        <translation>التنقل</translation>
    </message>
    <message>
        <source>In the message field</source>
        <translation>في حقل الرسالة</translation>
    </message>
    <message>
        <source>In the messages</source>
        <translation>في الرسائل</translation>
    </message>
    <message>
        <source>In the contact list</source>
        <translation>في قائمة جهات الاتصال</translation>
    </message>
    <message>
        <source>On the presence board</source>
        <translation>في لوحة الحضور</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>النافذة</translation>
    </message>
    <message>
        <source> or </source>
        <extracomment>stands between two keys that do the same</extracomment>
        <translation> أو </translation>
    </message>
    <message>
        <source>Move a space among the others</source>
        <translation>نقل مساحة بين المساحات الأخرى</translation>
    </message>
</context>
<context>
    <name>SizeText</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 بايت</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 ك.ب</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 م.ب</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 ج.ب</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 ت.ب</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>a time</comment>
        <translation>يبقى %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>a size each second</comment>
        <translation>%1/ث</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how far and how fast</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>how far and how long</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>SoundBlock</name>
    <message>
        <source>Sound is not installed. Install Jackdaw again.</source>
        <translation>الصوت غير مثبّت. ثبّت Jackdaw من جديد.</translation>
    </message>
    <message>
        <source>No sound output was found. Try again.</source>
        <translation>لم يُعثر على مخرج صوت. حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>This sound cannot be played.</source>
        <translation>لا يمكن تشغيل هذا الصوت.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>صوت</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <comment>of a sound, how far it was played and how long it is</comment>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>A part of Jackdaw that reads aloud is missing. Install Qt Speech.</source>
        <translation>ينقص جزء من Jackdaw يقرأ بصوت مسموع. ثبّت Qt Speech.</translation>
    </message>
    <message>
        <source>This computer has no voice to read with. Install Speech Dispatcher or Flite, and check the sound settings.</source>
        <translation>ليس لهذا الحاسوب صوت يقرأ به. ثبّت Speech Dispatcher أو Flite، وتحقق من إعدادات الصوت.</translation>
    </message>
    <message>
        <source>The voice stopped. Check the sound settings, then try again.</source>
        <translation>توقف الصوت. تحقق من إعدادات الصوت ثم حاول مجددًا.</translation>
    </message>
</context>
<context>
    <name>StartOptions</name>
    <message>
        <source>Keep everything under this folder.</source>
        <translation>احفظ كل شيء ضمن هذا المجلد.</translation>
    </message>
    <message>
        <source>Print what happens.</source>
        <translation>اطبع ما يحدث.</translation>
    </message>
    <message>
        <source>Print the XML of all accounts, without passwords.</source>
        <translation>اطبع XML كل الحسابات، بلا كلمات مرور.</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>اطبع الإصدار.</translation>
    </message>
    <message>
        <source>Print this.</source>
        <translation>اطبع هذا.</translation>
    </message>
    <message>
        <source>Write every stall of the window over 16 ms to this file.</source>
        <translation>اكتب كل توقف للنافذة يزيد على 16 م.ث في هذا الملف.</translation>
    </message>
    <message>
        <source>Keep passwords in memory only.</source>
        <translation>احفظ كلمات المرور في الذاكرة فقط.</translation>
    </message>
    <message>
        <source>Print the time of the first paint and exit.</source>
        <translation>اطبع وقت أول رسم ثم اخرج.</translation>
    </message>
    <message>
        <source>Sign in at the first start; the password is in JACKDAW_PASSWORD.</source>
        <translation>سجّل الدخول عند أول بدء؛ كلمة المرور في JACKDAW_PASSWORD.</translation>
    </message>
    <message>
        <source>Server for --sign-in.</source>
        <translation>الخادم لـ ‎--sign-in.</translation>
    </message>
    <message>
        <source>Port for --sign-in.</source>
        <translation>المنفذ لـ ‎--sign-in.</translation>
    </message>
    <message>
        <source>Certificate authority for --sign-in.</source>
        <translation>الجهة المُصدِرة لـ ‎--sign-in.</translation>
    </message>
    <message>
        <source>Open this chat after --sign-in.</source>
        <translation>افتح هذه المحادثة بعد ‎--sign-in.</translation>
    </message>
    <message>
        <source>Status text after --sign-in.</source>
        <translation>نص الحالة بعد ‎--sign-in.</translation>
    </message>
    <message>
        <source>Open on this half of the screen: left or right.</source>
        <translation>افتح على هذا النصف من الشاشة: left أو right.</translation>
    </message>
    <message>
        <source>Jackdaw, a chat program for XMPP.</source>
        <translation>Jackdaw، برنامج محادثة لـ XMPP.</translation>
    </message>
    <message>
        <source>Unknown argument &apos;%1&apos;.</source>
        <translation>وسيط غير معروف «%1».</translation>
    </message>
    <message>
        <source>--profile needs a folder.</source>
        <translation>يحتاج ‎--profile إلى مجلد.</translation>
    </message>
    <message>
        <source>--half is left or right.</source>
        <translation>‏‎--half هو left أو right.</translation>
    </message>
    <message>
        <source>--sign-in needs an address like name@example.org.</source>
        <translation>يحتاج ‎--sign-in إلى عنوان مثل name@example.org.</translation>
    </message>
    <message>
        <source>--port needs a number from 1 to 65535.</source>
        <translation>يحتاج ‎--port إلى رقم من 1 إلى 65535.</translation>
    </message>
    <message>
        <source>--open-chat needs an address like name@example.org.</source>
        <translation>يحتاج ‎--open-chat إلى عنوان مثل name@example.org.</translation>
    </message>
    <message>
        <source>--host, --port, --authority, --open-chat and --status go with --sign-in.</source>
        <translation>‏‎--host و‎--port و‎--authority و‎--open-chat و‎--status تُستعمل مع ‎--sign-in.</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>a month and its year</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>date, time of day</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 ث</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 س</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 س %2 د</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 ي</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 ي %2 س</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Device %1</source>
        <translation>الجهاز %1</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>Shows another key than before</source>
        <translation>يُظهر مفتاحًا غير السابق</translation>
    </message>
    <message>
        <source>No longer in use</source>
        <translation>لم يعد مستعملًا</translation>
    </message>
    <message>
        <source>Its key is not known yet</source>
        <translation>مفتاحه غير معروف بعد</translation>
    </message>
    <message>
        <source>Verified %1</source>
        <translation>تُحقِّق منه %1</translation>
    </message>
    <message>
        <source>Last used %1</source>
        <translation>آخر استعمال %1</translation>
    </message>
    <message>
        <source>Added %1, %2</source>
        <extracomment>a day and a time: &quot;Added today, 13:40&quot;</extracomment>
        <translation>أُضيف %1، %2</translation>
    </message>
    <message>
        <source>Its number was compared, and was the same.</source>
        <translation>قورن رقمه، وكان هو نفسه.</translation>
    </message>
    <message>
        <source>Its number was compared on another device of yours, and was the same.</source>
        <translation>قورن رقمه على جهاز آخر لك، وكان هو نفسه.</translation>
    </message>
    <message>
        <source>A checked device of theirs says that this one is theirs too.</source>
        <translation>يقول جهاز متحقَّق منه لديه إن هذا الجهاز له أيضًا.</translation>
    </message>
    <message>
        <source>%1 added a device %2 at %3.</source>
        <extracomment>&quot;Tomas added a device today at 13:40.&quot;</extracomment>
        <translation>أضاف %1 جهازًا %2 في %3.</translation>
    </message>
    <message>
        <source>%1 added a device on %2 at %3.</source>
        <translation>أضاف %1 جهازًا في %2 الساعة %3.</translation>
    </message>
    <message>
        <source>Key changed</source>
        <translation>تغيّر المفتاح</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>بلا مفتاح</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>تحقّق</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>غير متحقَّق منه</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>تم التحقق</translation>
    </message>
    <message>
        <source>Not trusted</source>
        <translation>غير موثوق به</translation>
    </message>
    <message>
        <source>It had not been checked then, and waited for that.</source>
        <translation>لم يكن قد تُحقِّق منه حينها، وانتظرت ذلك.</translation>
    </message>
    <message>
        <source>It had not been checked then: whose it is was not certain.</source>
        <translation>لم يكن قد تُحقِّق منه حينها: لم يكن صاحبه مؤكدًا.</translation>
    </message>
    <message>
        <source>It was verified then.</source>
        <translation>كان متحقَّقًا منه حينها.</translation>
    </message>
    <message>
        <source>You did not trust it then.</source>
        <translation>لم تكن تثق به حينها.</translation>
    </message>
    <message>
        <source>Can read it</source>
        <translation>يستطيع قراءتها</translation>
    </message>
    <message>
        <source>Left out: it was not checked yet</source>
        <translation>مستبعَد: لم يُتحقَّق منه بعد</translation>
    </message>
    <message>
        <source>Left out: you do not trust it</source>
        <translation>مستبعَد: لا تثق به</translation>
    </message>
    <message>
        <source>Left out: it shows no key to write to</source>
        <translation>مستبعَد: لا يُظهر مفتاحًا للكتابة إليه</translation>
    </message>
    <message>
        <source>Left out: what it shows of itself is wrong</source>
        <translation>مستبعَد: ما يُظهره عن نفسه خاطئ</translation>
    </message>
    <message>
        <source>Left out: it shows another key than before</source>
        <translation>مستبعَد: يُظهر مفتاحًا غير السابق</translation>
    </message>
    <message>
        <source>Left out: nothing was agreed with it yet</source>
        <translation>مستبعَد: لم يُتفق معه على شيء بعد</translation>
    </message>
    <message>
        <source>Nobody: there is no device that can read encrypted messages</source>
        <translation>لا أحد: لا يوجد جهاز يستطيع قراءة الرسائل المعمّاة</translation>
    </message>
    <message>
        <source>Left out: the server did not tell its key</source>
        <translation>مستبعَد: لم يُعطِ الخادم مفتاحه</translation>
    </message>
    <message>
        <source>Left out: encrypting for it failed</source>
        <translation>مستبعَد: فشلت التعمية له</translation>
    </message>
    <message>
        <source>Cannot read it: has no device for encrypted messages</source>
        <translation>لا يستطيع قراءتها: ليس له جهاز للرسائل المعمّاة</translation>
    </message>
    <message>
        <source>Cannot read it: a device waits to be checked</source>
        <translation>لا يستطيع قراءتها: ينتظر جهازٌ التحقق منه</translation>
    </message>
    <message>
        <source>Cannot read it: you do not trust the device</source>
        <translation>لا يستطيع قراءتها: لا تثق بالجهاز</translation>
    </message>
    <message>
        <source>Cannot read it: a device shows another key than before</source>
        <translation>لا يستطيع قراءتها: جهاز يُظهر مفتاحًا غير السابق</translation>
    </message>
    <message>
        <source>Cannot read it yet: keys are on their way</source>
        <translation>لا يستطيع قراءتها بعد: المفاتيح في الطريق</translation>
    </message>
    <message>
        <source>Cannot read it yet: the server does not tell the keys</source>
        <translation>لا يستطيع قراءتها بعد: لا يعطي الخادم المفاتيح</translation>
    </message>
    <message>
        <source>Cannot read it: the device shows no key to write to</source>
        <translation>لا يستطيع قراءتها: لا يُظهر الجهاز مفتاحًا للكتابة إليه</translation>
    </message>
    <message>
        <source>Can read it. A new device has to be looked at</source>
        <translation>يستطيع قراءتها. يجب النظر في جهاز جديد</translation>
    </message>
    <message>
        <source>Can read it. All devices were checked</source>
        <translation>يستطيع قراءتها. كل الأجهزة متحقَّق منها</translation>
    </message>
    <message>
        <source>Can read it. Not checked</source>
        <translation>يستطيع قراءتها. غير متحقَّق منه</translation>
    </message>
    <message>
        <source>It was encrypted for other devices alone, not for this one.</source>
        <translation>عُمّيت لأجهزة أخرى وحدها، لا لهذا الجهاز.</translation>
    </message>
    <message>
        <source>The device that wrote it shows another key than before, which was not taken.</source>
        <translation>الجهاز الذي كتبها يُظهر مفتاحًا غير السابق، ولم يؤخذ به.</translation>
    </message>
    <message>
        <source>The device that wrote it and this one no longer agree on a key. What is sent after both have spoken again can be read.</source>
        <translation>الجهاز الذي كتبها وهذا الجهاز لم يعودا متفقين على مفتاح. ما يُرسَل بعد أن يتكلم كلاهما من جديد يمكن قراءته.</translation>
    </message>
    <message>
        <source>It is damaged, or was not written as encrypted messages are.</source>
        <translation>هي تالفة، أو لم تُكتب كما تُكتب الرسائل المعمّاة.</translation>
    </message>
    <message>
        <source>The group does not say whose device wrote it, so nobody knows which key opens it.</source>
        <translation>لا تقول المجموعة جهازُ مَن كتبها، لذلك لا يعرف أحد أي مفتاح يفتحها.</translation>
    </message>
    <message>
        <source>It could not be opened on this computer.</source>
        <translation>تعذّر فتحها على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Checked on your other device</source>
        <translation>تُحقِّق منه على جهازك الآخر</translation>
    </message>
    <message>
        <source>Refused on your other device</source>
        <translation>رُفض على جهازك الآخر</translation>
    </message>
    <message>
        <source>Vouched for by a device of theirs</source>
        <translation>شهد له جهاز لديه</translation>
    </message>
    <message>
        <source>Given up by a device of theirs</source>
        <translation>تخلّى عنه جهاز لديه</translation>
    </message>
    <message>
        <source>A device was added to your account</source>
        <translation>أُضيف جهاز إلى حسابك</translation>
    </message>
    <message>
        <source>A device was added to your account, which is to be checked</source>
        <translation>أُضيف جهاز إلى حسابك، وينبغي التحقق منه</translation>
    </message>
    <message>
        <source>%1 added a device</source>
        <translation>أضاف %1 جهازًا</translation>
    </message>
    <message>
        <source>%1 added a device, which reads nothing until you have checked it</source>
        <translation>أضاف %1 جهازًا لا يقرأ شيئًا حتى تتحقق منه</translation>
    </message>
    <message>
        <source>You verified another device of yours</source>
        <translation>تحققت من جهاز آخر لك</translation>
    </message>
    <message>
        <source>You verified a device of %1</source>
        <translation>تحققت من جهاز لـ %1</translation>
    </message>
    <message>
        <source>A device of yours was verified on another one</source>
        <translation>جرى التحقق من جهاز لك على جهاز آخر لك</translation>
    </message>
    <message>
        <source>A device of %1 was verified on another device of yours</source>
        <translation>جرى التحقق من جهاز لـ %1 على جهاز آخر لك</translation>
    </message>
    <message>
        <source>A device of %1 was vouched for by another one of theirs</source>
        <translation>شهد لجهاز من أجهزة %1 جهازٌ آخر له</translation>
    </message>
    <message>
        <source>You no longer trust a device of yours</source>
        <translation>لم تعد تثق بجهاز من أجهزتك</translation>
    </message>
    <message>
        <source>You no longer trust a device of %1</source>
        <translation>لم تعد تثق بجهاز لـ %1</translation>
    </message>
    <message>
        <source>A device of yours was refused on another one</source>
        <translation>رُفض جهاز لك على جهاز آخر لك</translation>
    </message>
    <message>
        <source>A device of %1 was refused on another device of yours</source>
        <translation>رُفض جهاز لـ %1 على جهاز آخر لك</translation>
    </message>
    <message>
        <source>A device of %1 was given up by another one of theirs</source>
        <translation>تخلى عن جهاز لـ %1 جهازٌ آخر له</translation>
    </message>
    <message>
        <source>A device of yours showed another key, which was not taken</source>
        <translation>أظهر جهاز لك مفتاحًا آخر لم يُقبل</translation>
    </message>
    <message>
        <source>A device of %1 showed another key, which was not taken</source>
        <translation>أظهر جهاز لـ %1 مفتاحًا آخر لم يُقبل</translation>
    </message>
    <message>
        <source>A device of yours is to be checked again</source>
        <translation>ينبغي التحقق مجددًا من جهاز لك</translation>
    </message>
    <message>
        <source>A device of %1 is to be checked again</source>
        <translation>ينبغي التحقق مجددًا من جهاز لـ %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::AboutPage</name>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Jackdaw is a messenger for XMPP. Free software: no tracking, no adverts.</source>
        <translation>Jackdaw برنامج مراسلة لـ XMPP. برمجية حرة: بلا تتبع ولا إعلانات.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>الرخصة</translation>
    </message>
    <message>
        <source>GPL-3.0-or-later. You may use, study, share and change Jackdaw. It comes without warranty.</source>
        <translation>GPL-3.0-or-later. لك أن تستعمل Jackdaw وتدرسه وتشاركه وتغيّره. يأتي بلا ضمان.</translation>
    </message>
    <message>
        <source>With the work of others</source>
        <translation>بعمل آخرين</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License</source>
        <translation>رخصة غنو العمومية الصغرى</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3: the reason why Jackdaw is under that licence</source>
        <translation>رخصة غنو العمومية، الإصدار 3: وهي سبب كون Jackdaw تحت تلك الرخصة</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>رخصة أباتشي 2.0</translation>
    </message>
    <message>
        <source>Public domain</source>
        <translation>ملك عام</translation>
    </message>
    <message>
        <source>Modified BSD License</source>
        <translation>رخصة BSD المعدّلة</translation>
    </message>
    <message>
        <source>Unicode License</source>
        <translation>رخصة يونيكود</translation>
    </message>
    <message>
        <source>MIT License</source>
        <translation>رخصة MIT</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License. With the dictionaries of Hunspell</source>
        <translation>رخصة غنو العمومية الصغرى. مع قواميس Hunspell</translation>
    </message>
    <message>
        <source>Inter, the typeface</source>
        <translation>Inter، الخط</translation>
    </message>
    <message>
        <source>SIL Open Font License. By Rasmus Andersson and contributors</source>
        <translation>رخصة SIL للخطوط المفتوحة. من Rasmus Andersson ومساهمين</translation>
    </message>
    <message>
        <source>Lucide, the icons</source>
        <translation>Lucide، الأيقونات</translation>
    </message>
    <message>
        <source>ISC License. By Lucide contributors; some by Cole Bemis, MIT</source>
        <translation>رخصة ISC. من مساهمي Lucide؛ وبعضها من Cole Bemis برخصة MIT</translation>
    </message>
    <message>
        <source>emojibase, the names of emoji</source>
        <translation>emojibase، أسماء الرموز التعبيرية</translation>
    </message>
    <message>
        <source>MIT License. By Miles Johnson</source>
        <translation>رخصة MIT. من Miles Johnson</translation>
    </message>
</context>
<context>
    <name>jackdaw::AccountButton</name>
    <message>
        <source>Account and status, %1, %2</source>
        <translation>الحساب والحالة، %1، %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>the user&apos;s own name, and their address</extracomment>
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::AccountMenu</name>
    <message>
        <source>Invisible</source>
        <translation>مخفي</translation>
    </message>
    <message>
        <source>Not announced: your provider does not hide you</source>
        <translation>غير معلن: لا يخفيك مزوّدك</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1 حتى %2</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>مسجَّل الخروج</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>كلمة المرور مطلوبة</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Account and status</source>
        <translation>الحساب والحالة</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>إضافة حساب…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>the user&apos;s own name, and their address</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Set status…</source>
        <translation>تعيين الحالة…</translation>
    </message>
    <message>
        <source>Set status… (%1)</source>
        <translation>تعيين الحالة… (%1)</translation>
    </message>
    <message>
        <source>Remove the status text</source>
        <translation>إزالة نص الحالة</translation>
    </message>
    <message>
        <source>Services…</source>
        <translation>الخدمات…</translation>
    </message>
    <message>
        <source>Services of %1…</source>
        <translation>خدمات %1…</translation>
    </message>
    <message>
        <source>Gateways…</source>
        <translation>البوابات…</translation>
    </message>
    <message>
        <source>Gateways of %1…</source>
        <translation>بوابات %1…</translation>
    </message>
    <message>
        <source>Sign in %1</source>
        <translation>تسجيل دخول %1</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Sign out %1</source>
        <translation>تسجيل خروج %1</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Your contacts do not see you on this device. They still see your other devices, and groups that you are in show you. Messages go on, but gateways log you out.</source>
        <translation>لا تراك جهات اتصالك على هذا الجهاز، لكنها ما زالت ترى أجهزتك الأخرى، وتُظهرك المجموعات التي أنت فيها. الرسائل مستمرة، أما البوابات فتُخرجك.</translation>
    </message>
    <message>
        <source>Sharing your location with %1 until %2 · Stop</source>
        <extracomment>a line of a menu that stops it: the name of a person, and a time of day</extracomment>
        <translation>تشارك موقعك مع %1 حتى %2 · إيقاف</translation>
    </message>
    <message>
        <source>Not announced: hiding you did not work</source>
        <translation>غير معلن: لم ينجح إخفاؤك</translation>
    </message>
</context>
<context>
    <name>jackdaw::AccountPage</name>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>كل الحسابات</translation>
    </message>
    <message>
        <source>Your picture, as your contacts see it.</source>
        <translation>صورتك كما تراها جهات اتصالك.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove your picture</source>
        <translation>إزالة صورتك</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Choose your picture</source>
        <translation>اختيار صورتك</translation>
    </message>
    <message>
        <source>Name of this account</source>
        <translation>اسم هذا الحساب</translation>
    </message>
    <message>
        <source>Stands beside each chat when there are several accounts.</source>
        <translation>يظهر بجانب كل محادثة عند وجود عدة حسابات.</translation>
    </message>
    <message>
        <source>Edit your profile…</source>
        <translation>تعديل ملفك الشخصي…</translation>
    </message>
    <message>
        <source>Colour of this account</source>
        <translation>لون هذا الحساب</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>بنفسجي</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>وردي</translation>
    </message>
    <message>
        <source>Rust</source>
        <translation>صدئي</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>أصفر داكن</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>أزرق مخضر</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>أردوازي</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>مسجَّل الدخول</translation>
    </message>
    <message>
        <source>Off: nothing comes in and nothing goes out, at the next start too.</source>
        <translation>متوقف: لا شيء يدخل ولا شيء يخرج، وكذلك عند البدء التالي.</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>تغيير كلمة المرور…</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Changed with your provider, and kept here.</source>
        <translation>تُغيَّر لدى مزوّدك، وتُحفظ هنا.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Show what your provider says</source>
        <translation>عرض ما يقوله مزوّدك</translation>
    </message>
    <message>
        <source>Your provider</source>
        <translation>مزوّدك</translation>
    </message>
    <message>
        <source>Limits, contacts, data policy, outages and what the server can do.</source>
        <translation>الحدود وجهات الاتصال وسياسة البيانات والانقطاعات وما يستطيعه الخادم.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Remove from this computer</source>
        <translation>إزالة من هذا الحاسوب</translation>
    </message>
    <message>
        <source>Its messages, drafts, contacts and password here. The account stays with your provider.</source>
        <translation>رسائله ومسوداته وجهات اتصاله وكلمة مروره هنا. يبقى الحساب لدى مزوّدك.</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>Delete the account</source>
        <translation>حذف الحساب</translation>
    </message>
    <message>
        <source>With your provider, for good, and here.</source>
        <translation>لدى مزوّدك نهائيًا، وهنا.</translation>
    </message>
    <message>
        <source>Only while this account is connected</source>
        <translation>فقط ما دام هذا الحساب متصلًا</translation>
    </message>
</context>
<context>
    <name>jackdaw::AccountTag</name>
    <message>
        <source>%1 · %2</source>
        <extracomment>a name, and the account of ours that it belongs to</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>الحساب %1</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>الحساب %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::AccountsPage</name>
    <message>
        <source>Manage</source>
        <translation>إدارة</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Accept the weaker sign-in method</source>
        <translation>قبول طريقة الدخول الأضعف</translation>
    </message>
    <message>
        <source>Allow a plain-text password for this account</source>
        <translation>السماح لهذا الحساب بكلمة مرور نصية صريحة</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of a button or a check box, %2 the address
----------
%1 is &quot;Sign out&quot;, &quot;Sign in&quot;, &quot;Try again&quot; or &quot;Enter password&quot;, %2 the address</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Manage %1</source>
        <translation>إدارة %1</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>مسجَّل الخروج</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>كلمة المرور مطلوبة</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>إدخال كلمة المرور</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الاتصال…</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>There is no account in this profile.</source>
        <translation>لا حساب في هذا الملف.</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>إضافة حساب</translation>
    </message>
    <message>
        <source>Free some space. Jackdaw tries again by itself, and when it is started again.</source>
        <translation>حرّر بعض المساحة. يحاول Jackdaw من جديد من تلقاء نفسه، وعند تشغيله من جديد.</translation>
    </message>
    <message>
        <source>Check that the disk is there and can be written. Jackdaw tries again by itself, and when it is started again.</source>
        <translation>تحقق من أن القرص موجود وقابل للكتابة. يحاول Jackdaw من جديد من تلقاء نفسه، وعند تشغيله من جديد.</translation>
    </message>
    <message>
        <source>What was removed is not deleted from this computer yet. %1 %2</source>
        <extracomment>%1 is what happened, as “The disk is full.”, %2 what to do</extracomment>
        <translation>ما أُزيل لم يُحذف بعد من هذا الحاسوب. %1 %2</translation>
    </message>
    <message>
        <source>Deleting what was removed from this computer: %L1 %</source>
        <translation>جارٍ حذف ما أُزيل من هذا الحاسوب: %L1 %</translation>
    </message>
</context>
<context>
    <name>jackdaw::AddContactDialog</name>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>To account</source>
        <translation>إلى الحساب</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>name@provider.example</source>
        <translation>name@provider.example</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>As you want to see them. Only you see this.</source>
        <translation>كما تريد أن تراه. أنت وحدك ترى هذا.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>They see this when they are asked whether you may see when they are available.</source>
        <translation>يرون هذا عندما يُسألون هل يحق لك أن ترى متى هم متاحون.</translation>
    </message>
    <message>
        <source>Read a QR code</source>
        <translation>قراءة رمز QR</translation>
    </message>
    <message>
        <source>From a picture…</source>
        <translation>من صورة…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>من الحافظة</translation>
    </message>
    <message>
        <source>An address, or a link that begins with xmpp:</source>
        <translation>عنوان، أو رابط يبدأ بـ xmpp:</translation>
    </message>
    <message>
        <source>This is no address. Write it like name@provider.example.</source>
        <translation>ليس هذا عنوانًا. اكتبه مثل name@provider.example.</translation>
    </message>
</context>
<context>
    <name>jackdaw::AdvancedPage</name>
    <message>
        <source>Advanced</source>
        <translation>متقدم</translation>
    </message>
    <message>
        <source>Profile folder</source>
        <translation>مجلد الملف</translation>
    </message>
    <message>
        <source>Settings, history and files of this profile</source>
        <translation>إعدادات هذا الملف وسجلّه وملفاته</translation>
    </message>
    <message>
        <source>When something does not work</source>
        <translation>عندما لا يعمل شيء ما</translation>
    </message>
    <message>
        <source>XML console</source>
        <translation>وحدة XML</translation>
    </message>
    <message>
        <source>F12 shows what goes between you and your provider, for those who look for a fault.</source>
        <translation>يُظهر F12 ما يجري بينك وبين مزوّدك، لمن يبحث عن خلل.</translation>
    </message>
    <message>
        <source>See what Jackdaw does</source>
        <translation>رؤية ما يفعله Jackdaw</translation>
    </message>
    <message>
        <source>Quit Jackdaw and start it in a terminal like this. Passwords and messages are left out.</source>
        <translation>أنهِ Jackdaw وشغّله في طرفية هكذا. تُستثنى كلمات المرور والرسائل.</translation>
    </message>
    <message>
        <source>See what is sent and received</source>
        <translation>رؤية ما يُرسَل ويُستقبَل</translation>
    </message>
    <message>
        <source>The same with all that goes over the network. Passwords are left out, messages are not.</source>
        <translation>الشيء نفسه مع كل ما يمر عبر الشبكة. تُستثنى كلمات المرور، لا الرسائل.</translation>
    </message>
</context>
<context>
    <name>jackdaw::AlbumBlock</name>
    <message>
        <source>+%L1</source>
        <translation>+%L1</translation>
    </message>
</context>
<context>
    <name>jackdaw::AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>اتباع النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>Accent colour</source>
        <translation>لون التمييز</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>بنفسجي</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>وردي</translation>
    </message>
    <message>
        <source>Rust</source>
        <translation>صدئي</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>أصفر داكن</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>أزرق مخضر</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>أردوازي</translation>
    </message>
    <message>
        <source>High contrast has an accent of its own.</source>
        <translation>للتباين العالي لون تمييز خاص به.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>text size in per cent</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Also changes with Ctrl&#xa0;+ and Ctrl&#xa0;−</source>
        <translation>يتغير أيضًا بـ Ctrl + و Ctrl −</translation>
    </message>
    <message>
        <source>Chat list density</source>
        <translation>كثافة قائمة المحادثات</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>مريحة</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>متراصّة</translation>
    </message>
    <message>
        <source>Use the system font</source>
        <translation>استعمال خط النظام</translation>
    </message>
    <message>
        <source>Instead of Inter, which Jackdaw brings along</source>
        <translation>بدلًا من Inter الذي يأتي مع Jackdaw</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>تقليل الحركة</translation>
    </message>
    <message>
        <source>Popups appear without fading</source>
        <translation>تظهر النوافذ المنبثقة بلا تلاشٍ</translation>
    </message>
    <message>
        <source>Show keyboard hints under the message field</source>
        <translation>عرض تلميحات لوحة المفاتيح تحت حقل الرسالة</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>لغة النظام</translation>
    </message>
    <message>
        <source>Used from the next start</source>
        <translation>تُستعمل من البدء التالي</translation>
    </message>
</context>
<context>
    <name>jackdaw::ArchivedDialog</name>
    <message>
        <source>Message on the server</source>
        <translation>رسالة على الخادم</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>Its sender hid this text.</source>
        <translation>أخفى مرسلها هذا النص.</translation>
    </message>
    <message>
        <source>Hidden: %1</source>
        <translation>مخفي: %1</translation>
    </message>
    <message>
        <source>Show spoiler</source>
        <translation>إظهار النص المخفي</translation>
    </message>
    <message>
        <source>Go to that day</source>
        <translation>الانتقال إلى ذلك اليوم</translation>
    </message>
</context>
<context>
    <name>jackdaw::AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>jackdaw::AttendanceDialog</name>
    <message>
        <source>Who was here</source>
        <translation>من كان هنا</translation>
    </message>
    <message>
        <source>In %1, %2</source>
        <extracomment>the name of a group, and a moment or a day</extracomment>
        <translation>في %1، %2</translation>
    </message>
    <message>
        <source>Not known: you were not in the group then, it was too large, or it is too long ago.</source>
        <translation>غير معروف: لم تكن في المجموعة حينها، أو كانت كبيرة جدًا، أو مضى عليها زمن طويل.</translation>
    </message>
    <message>
        <source>You were not in the group all the time. Somebody may be missing.</source>
        <translation>لم تكن في المجموعة طوال الوقت. قد ينقص أحد.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>jackdaw::AvatarCrop</name>
    <message>
        <source>Part of the picture that others see</source>
        <translation>جزء الصورة الذي يراه الآخرون</translation>
    </message>
</context>
<context>
    <name>jackdaw::AvatarDialog</name>
    <message>
        <source>Your picture</source>
        <translation>صورتك</translation>
    </message>
    <message>
        <source>Picture of the group</source>
        <translation>صورة المجموعة</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Everybody who may see your status sees it, and by some providers anybody who knows your address. Where and with what it was taken is removed.</source>
        <translation>يراها كل من يحق له رؤية حالتك، ولدى بعض المزوّدين كل من يعرف عنوانك. يُزال منها أين وبماذا التُقطت.</translation>
    </message>
    <message>
        <source>Everybody in the group sees it, and by some providers anybody who knows its address. Where and with what it was taken is removed.</source>
        <translation>يراها كل من في المجموعة، ولدى بعض المزوّدين كل من يعرف عنوانها. يُزال منها أين وبماذا التُقطت.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <translation>استعمال هذه الصورة</translation>
    </message>
    <message>
        <source>This picture cannot be read. Choose a PNG, JPEG, GIF or WebP picture.</source>
        <translation>لا يمكن قراءة هذه الصورة. اختر صورة PNG أو JPEG أو GIF أو WebP.</translation>
    </message>
</context>
<context>
    <name>jackdaw::AwayStrip</name>
    <message>
        <source>First mention</source>
        <translation>أول ذكر</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>الأحدث</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>الانتقال إلى أحدث رسالة</translation>
    </message>
    <message>
        <source>Go to the first mention</source>
        <translation>الانتقال إلى أول ذكر</translation>
    </message>
    <message>
        <source>Close the summary</source>
        <translation>إغلاق الملخص</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new messages</source>
        <translation>
            <numerusform>بلا رسائل جديدة</numerusform>
            <numerusform>رسالة جديدة واحدة</numerusform>
            <numerusform>رسالتان جديدتان</numerusform>
            <numerusform>%Ln رسائل جديدة</numerusform>
            <numerusform>%Ln رسالة جديدة</numerusform>
            <numerusform>%Ln رسالة جديدة</numerusform>
        </translation>
    </message>
    <message>
        <source>While you were away: %1</source>
        <translation>في غيابك: %1</translation>
    </message>
    <message>
        <source>%1 since %2, %3</source>
        <translation>%1 منذ %2، %3</translation>
    </message>
    <message>
        <source>%1 %L2</source>
        <extracomment>somebody, and how many messages they wrote</extracomment>
        <translation>%1 %L2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1</numerusform>
            <numerusform>%1 وواحد آخر</numerusform>
            <numerusform>%1 واثنان آخران</numerusform>
            <numerusform>%1 و%Ln آخرون</numerusform>
            <numerusform>%1 و%Ln آخرون</numerusform>
            <numerusform>%1 و%Ln آخرون</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mention you</source>
        <translation>
            <numerusform>لا تذكرك أي رسالة</numerusform>
            <numerusform>تذكرك رسالة واحدة</numerusform>
            <numerusform>تذكرك رسالتان</numerusform>
            <numerusform>تذكرك %Ln رسائل</numerusform>
            <numerusform>تذكرك %Ln رسالة</numerusform>
            <numerusform>تذكرك %Ln رسالة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 منذ %2</translation>
    </message>
    <message>
        <source>%1 since yesterday, %2</source>
        <translation>%1 منذ أمس، %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::BackupDialog</name>
    <message>
        <source>Make a backup</source>
        <translation>إنشاء نسخة احتياطية</translation>
    </message>
    <message>
        <source>Make the backup</source>
        <translation>إنشاء النسخة الاحتياطية</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>عبارة المرور مرة أخرى</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>Chats, drafts, notes and settings go into one file that only your passphrase opens. Passwords, the keys of this device and files that were downloaded are not in it.</source>
        <translation>تدخل المحادثات والمسودات والملاحظات والإعدادات في ملف واحد لا تفتحه إلا عبارة مرورك. ليست فيه كلمات المرور ولا مفاتيح هذا الجهاز ولا الملفات المنزَّلة.</translation>
    </message>
    <message>
        <source>Without it nobody can open the file, not even you. Four or five words are good and can be remembered.</source>
        <translation>لا يستطيع أحد فتح الملف بدونها، ولا أنت. أربع كلمات أو خمس جيدة ويمكن تذكّرها.</translation>
    </message>
    <message>
        <source>Show the passphrase again</source>
        <translation>إظهار عبارة المرور المعادة</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>إظهار عبارة المرور</translation>
    </message>
    <message>
        <source>Say where the file is to lie.</source>
        <translation>حدّد أين يوضع الملف.</translation>
    </message>
    <message>
        <source>Type the whole path, from / on, or choose the file.</source>
        <translation>اكتب المسار كاملًا بدءًا من /، أو اختر الملف.</translation>
    </message>
    <message>
        <source>This is a folder. Add the name of a file.</source>
        <translation>هذا مجلد. أضف اسم ملف.</translation>
    </message>
    <message>
        <source>There is no folder of this name. Choose another.</source>
        <translation>لا مجلد بهذا الاسم. اختر غيره.</translation>
    </message>
    <message>
        <source>There is a file of this name. Choose another, or make the backup to replace it.</source>
        <translation>يوجد ملف بهذا الاسم. اختر غيره، أو أنشئ النسخة لتحل محله.</translation>
    </message>
    <message>
        <source>Choose an account.</source>
        <translation>اختر حسابًا.</translation>
    </message>
    <message>
        <source>Take at least %L1 characters: who gets the file can try as often as they like.</source>
        <translation>خذ %L1 محرفًا على الأقل: من يحصل على الملف يستطيع المحاولة كما يشاء.</translation>
    </message>
    <message>
        <source>This is not the same. Type it again.</source>
        <translation>ليست هي نفسها. اكتبها من جديد.</translation>
    </message>
    <message>
        <source>Writing the backup…</source>
        <translation>جارٍ كتابة النسخة الاحتياطية…</translation>
    </message>
    <message>
        <source>The backup is done: %1</source>
        <translation>اكتملت النسخة الاحتياطية: %1</translation>
    </message>
    <message>
        <source>Your settings are too large for a backup and are not in it. Your messages are.</source>
        <translation>إعداداتك أكبر من أن تُحفظ في نسخة احتياطية وليست فيها. أما رسائلك ففيها.</translation>
    </message>
    <message>
        <source>Keep it where you find it again, and the passphrase somewhere else.</source>
        <translation>احفظها حيث تجدها مجددًا، واحفظ عبارة المرور في مكان آخر.</translation>
    </message>
</context>
<context>
    <name>jackdaw::BackupFlow</name>
    <message>
        <source>Writing the backup… %1</source>
        <translation>جارٍ كتابة النسخة الاحتياطية… %1</translation>
    </message>
    <message>
        <source>Reading the backup… %1</source>
        <translation>جارٍ قراءة النسخة الاحتياطية… %1</translation>
    </message>
    <message>
        <source>Taking in the backup… %1</source>
        <translation>جارٍ أخذ ما في النسخة الاحتياطية… %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::BackupPage</name>
    <message>
        <source>Move and back up</source>
        <translation>النقل والنسخ الاحتياطي</translation>
    </message>
    <message>
        <source>A backup is one file with your accounts, chats, drafts, pinned and saved messages, notes and settings. It is encrypted with a passphrase of yours.</source>
        <translation>النسخة الاحتياطية ملف واحد فيه حساباتك ومحادثاتك ومسوداتك ورسائلك المثبّتة والمحفوظة وملاحظاتك وإعداداتك. وهي معمّاة بعبارة مرور منك.</translation>
    </message>
    <message>
        <source>Make a backup</source>
        <translation>إنشاء نسخة احتياطية</translation>
    </message>
    <message>
        <source>To keep, or to go on with on another computer.</source>
        <translation>للاحتفاظ بها، أو للمتابعة بها على حاسوب آخر.</translation>
    </message>
    <message>
        <source>Make a backup…</source>
        <translation>إنشاء نسخة احتياطية…</translation>
    </message>
    <message>
        <source>Take in a backup</source>
        <translation>أخذ ما في نسخة احتياطية</translation>
    </message>
    <message>
        <source>Adds what is in it to what is here. No message is there twice.</source>
        <translation>تضيف ما فيها إلى ما هنا. لا تتكرر أي رسالة.</translation>
    </message>
    <message>
        <source>Take in a backup…</source>
        <translation>أخذ ما في نسخة احتياطية…</translation>
    </message>
    <message>
        <source>What does not go along</source>
        <translation>ما لا ينتقل معها</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>كلمات المرور</translation>
    </message>
    <message>
        <source>You type them once on the other computer. Until then the accounts are there and signed out.</source>
        <translation>تكتبها مرة على الحاسوب الآخر. وإلى ذلك الحين تكون الحسابات هناك مسجَّلة الخروج.</translation>
    </message>
    <message>
        <source>The keys of this device</source>
        <translation>مفاتيح هذا الجهاز</translation>
    </message>
    <message>
        <source>Two computers with the same keys would break the encryption of both. The other one is a new device: people may be asked to check it, and what was encrypted before it was there it has from the backup alone.</source>
        <translation>حاسوبان بالمفاتيح نفسها يكسران تعمية كليهما. الحاسوب الآخر جهاز جديد: قد يُطلب من الناس التحقق منه، وما عُمّي قبل وجوده لا يكون لديه إلا من النسخة الاحتياطية.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ملفات</translation>
    </message>
    <message>
        <source>Pictures and other files stay here. The other computer can fetch them again as long as the server has them.</source>
        <translation>تبقى الصور وغيرها من الملفات هنا. يستطيع الحاسوب الآخر جلبها من جديد ما دامت لدى الخادم.</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>ما ينتظر الإرسال</translation>
    </message>
    <message>
        <source>It goes out from here. In the backup it stands as not sent, so that it does not go out twice.</source>
        <translation>يخرج من هنا. وفي النسخة الاحتياطية يُعد غير مرسل، حتى لا يخرج مرتين.</translation>
    </message>
</context>
<context>
    <name>jackdaw::BanListDialog</name>
    <message>
        <source>Lift ban</source>
        <translation>رفع الحظر</translation>
    </message>
    <message>
        <source>Banned people</source>
        <translation>المحظورون</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>They cannot join %1.</source>
        <translation>لا يستطيعون الانضمام إلى %1.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>the address of somebody who is banned, and why</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Nobody is banned.</source>
        <translation>لا أحد محظور.</translation>
    </message>
    <message>
        <source>Asking the group…</source>
        <translation>جارٍ سؤال المجموعة…</translation>
    </message>
</context>
<context>
    <name>jackdaw::BlockedDialog</name>
    <message>
        <source>Address or domain</source>
        <translation>عنوان أو نطاق</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>حظر</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>رفع الحظر</translation>
    </message>
    <message>
        <source>Blocked people</source>
        <translation>الأشخاص المحظورون</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>name@provider.example, or provider.example for everybody there</source>
        <translation>name@provider.example، أو provider.example لكل من هناك</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Your provider lets nothing of theirs through to you, and shows them nothing of yours.</source>
        <translation>لا يمرّر مزوّدك إليك شيئًا منهم، ولا يُظهر لهم شيئًا منك.</translation>
    </message>
    <message>
        <source>Nobody is blocked.</source>
        <translation>لا أحد محظور.</translation>
    </message>
    <message>
        <source>Your provider cannot block people.</source>
        <translation>لا يستطيع مزوّدك حظر الأشخاص.</translation>
    </message>
    <message>
        <source>Your provider’s list is not known while you’re offline.</source>
        <translation>قائمة مزوّدك غير معروفة ما دمت غير متصل.</translation>
    </message>
    <message>
        <source>This is neither an address nor a domain.</source>
        <translation>ليس هذا عنوانًا ولا نطاقًا.</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardCardDelegate</name>
    <message>
        <source>%L1 available of %L2</source>
        <extracomment>behind the name of a team</extracomment>
        <translation>%L1 متاحون من %L2</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardFlow</name>
    <message>
        <source>Erase the log</source>
        <translation>محو السجل</translation>
    </message>
    <message>
        <source>Erase when %1 was available? What was logged of them on this computer is gone for good.</source>
        <translation>محو متى كان %1 متاحًا؟ ما سُجّل عنه على هذا الحاسوب يذهب نهائيًا.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>محو</translation>
    </message>
    <message>
        <source>Save the presence log</source>
        <translation>حفظ سجل الحضور</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>قيم مفصولة بفواصل (*.csv)</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardPage</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>البحث عن شخص</translation>
    </message>
    <message>
        <source>Watched groups</source>
        <translation>المجموعات المراقَبة</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>ترتيب</translation>
    </message>
    <message>
        <source>Sort: availability</source>
        <translation>الترتيب: التوفر</translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>الترتيب: %1</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>بطاقات</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>Own window, always on top</source>
        <translation>نافذة مستقلة، فوق غيرها دائمًا</translation>
    </message>
    <message>
        <source>More board actions</source>
        <translation>إجراءات أخرى للوحة</translation>
    </message>
    <message>
        <source>Back to the main window</source>
        <translation>العودة إلى النافذة الرئيسية</translation>
    </message>
    <message>
        <source>All watched (%L1)</source>
        <translation>كل المراقَبين (%L1)</translation>
    </message>
    <message>
        <source>%1 (%L2)</source>
        <extracomment>a group of contacts, and how many of it are watched</extracomment>
        <translation>%1 (%L2)</translation>
    </message>
    <message>
        <source>Nobody is watched yet</source>
        <translation>لا أحد مراقَب بعد</translation>
    </message>
    <message>
        <source>Choose people to see here how they are, since when, and to be told when they are available.</source>
        <translation>اختر أشخاصًا لترى هنا حالهم ومنذ متى، ولتُعلَم عندما يتاحون.</translation>
    </message>
    <message>
        <source>Watch people</source>
        <translation>مراقبة أشخاص</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>لم يُعثر على أحد</translation>
    </message>
    <message>
        <source>No watched person is like this.</source>
        <translation>لا أحد من المراقَبين هكذا.</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>عرض الجميع</translation>
    </message>
    <message>
        <source>Watch people…</source>
        <translation>مراقبة أشخاص…</translation>
    </message>
    <message>
        <source>New rule…</source>
        <translation>قاعدة جديدة…</translation>
    </message>
    <message>
        <source>Presence log…</source>
        <translation>سجل الحضور…</translation>
    </message>
    <message>
        <source>Save the log as CSV…</source>
        <translation>حفظ السجل بصيغة CSV…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>Watch no longer</source>
        <translation>التوقف عن المراقبة</translation>
    </message>
    <message>
        <source>Erase their log</source>
        <translation>محو سجلّه</translation>
    </message>
    <message>
        <source>Reverse order</source>
        <translation>عكس الترتيب</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardSide</name>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Watch people</source>
        <translation>مراقبة أشخاص</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Watched groups</source>
        <translation>المجموعات المراقَبة</translation>
    </message>
    <message>
        <source>Tell me when</source>
        <translation>أعلمني عندما</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>قاعدة جديدة</translation>
    </message>
    <message>
        <source>Bars, last 8 hours</source>
        <translation>الأشرطة، آخر 8 ساعات</translation>
    </message>
    <message>
        <source>%1, %L2</source>
        <translation>%1، %L2</translation>
    </message>
    <message>
        <source>All watched</source>
        <translation>كل المراقَبين</translation>
    </message>
    <message>
        <source>Waiting, set %1</source>
        <translation>تنتظر، عُيّنت %1</translation>
    </message>
    <message>
        <source>Always, set %1</source>
        <translation>دائمًا، عُيّنت %1</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>إزالة: %1</translation>
    </message>
    <message>
        <source>Press the bell of somebody, or the plus, to be told when they are available.</source>
        <translation>اضغط جرس أحدهم، أو علامة الزائد، لتُعلَم عندما يتاح.</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardTable</name>
    <message>
        <source>Presence board</source>
        <translation>لوحة الحضور</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardView</name>
    <message>
        <source>Presence board</source>
        <translation>لوحة الحضور</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::BoardWindow</name>
    <message>
        <source>Presence, Jackdaw</source>
        <translation>الحضور، Jackdaw</translation>
    </message>
</context>
<context>
    <name>jackdaw::BrandPanel</name>
    <message>
        <source>Talk to your team,
on a server you choose.</source>
        <translation>تحدّث مع فريقك،
على خادم تختاره أنت.</translation>
    </message>
    <message>
        <source>Jackdaw is a messenger for XMPP. Your address works like e-mail: pick a provider, or use the one your organisation runs.</source>
        <translation>Jackdaw برنامج مراسلة لـ XMPP. يعمل عنوانك كالبريد الإلكتروني: اختر مزوّدًا، أو استعمل ما تديره مؤسستك.</translation>
    </message>
    <message>
        <source>Private chats can be end-to-end encrypted</source>
        <translation>يمكن تعمية المحادثات الخاصة من طرف إلى طرف</translation>
    </message>
    <message>
        <source>Keeps working offline and sends when you’re back</source>
        <translation>يظل يعمل دون اتصال ويرسل عندما تعود</translation>
    </message>
    <message>
        <source>See at a glance who is available</source>
        <translation>ترى بنظرة واحدة من المتاح</translation>
    </message>
    <message>
        <source>Free software. No tracking, no adverts.</source>
        <translation>برمجية حرة. بلا تتبع ولا إعلانات.</translation>
    </message>
</context>
<context>
    <name>jackdaw::BubbleLayout</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>عرض المزيد</translation>
    </message>
    <message>
        <source>Spoiler</source>
        <translation>نص مخفي</translation>
    </message>
    <message>
        <source>Spoiler: %1</source>
        <translation>نص مخفي: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Ask to resend</source>
        <translation>طلب إعادة الإرسال</translation>
    </message>
</context>
<context>
    <name>jackdaw::CertificateDialog</name>
    <message>
        <source>Certificate of %1</source>
        <translation>شهادة %1</translation>
    </message>
    <message>
        <source>Jackdaw did not connect</source>
        <translation>لم يتصل Jackdaw</translation>
    </message>
    <message>
        <source>Somebody between you and the server may be reading along. Ask your provider before you go on.</source>
        <translation>قد يكون أحد بينك وبين الخادم يقرأ معك. اسأل مزوّدك قبل أن تتابع.</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>عدم الاتصال</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>الوثوق بهذه الشهادة…</translation>
    </message>
    <message>
        <source>Forget the old certificate…</source>
        <translation>نسيان الشهادة القديمة…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a fact and its value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>صُنعت لـ</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>وقّعها</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>نفسه</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>صالحة</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>dates</comment>
        <translation>%1 إلى %2</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>بصمة SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint: %1</source>
        <translation>بصمة SHA-256: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy the fingerprint</source>
        <translation>نسخ البصمة</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخت</translation>
    </message>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>الوثوق بهذه الشهادة لـ %1؟</translation>
    </message>
    <message>
        <source>Go on only if your provider told you the same SHA-256 fingerprint in another way. This account then connects to no server that shows another certificate.</source>
        <translation>تابع فقط إن أخبرك مزوّدك ببصمة SHA-256 نفسها بطريقة أخرى. لا يتصل هذا الحساب بعد ذلك بأي خادم يُظهر شهادة أخرى.</translation>
    </message>
    <message>
        <source>Forget the certificate that you trusted for %1?</source>
        <translation>نسيان الشهادة التي وثقتَ بها لـ %1؟</translation>
    </message>
    <message>
        <source>The server’s certificate then has to be signed by an authority that is trusted here, as the one it shows now is.</source>
        <translation>يجب عندئذ أن تكون شهادة الخادم موقّعة من جهة موثوق بها هنا، كما هي الشهادة التي يُظهرها الآن.</translation>
    </message>
    <message>
        <source>Trust this certificate only</source>
        <translation>الوثوق بهذه الشهادة وحدها</translation>
    </message>
    <message>
        <source>Forget the old certificate</source>
        <translation>نسيان الشهادة القديمة</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChangeContactDialog</name>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatHeader</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>البحث في هذه المحادثة</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>More actions for this chat</source>
        <translation>إجراءات أخرى لهذه المحادثة</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>Add people…</source>
        <translation>إضافة أشخاص…</translation>
    </message>
    <message>
        <source>Group settings…</source>
        <translation>إعدادات المجموعة…</translation>
    </message>
    <message>
        <source>Banned people…</source>
        <translation>المحظورون…</translation>
    </message>
    <message>
        <source>Group details</source>
        <translation>تفاصيل المجموعة</translation>
    </message>
    <message>
        <source>Jump to date…</source>
        <translation>القفز إلى تاريخ…</translation>
    </message>
    <message>
        <source>Send a place…</source>
        <translation>إرسال مكان…</translation>
    </message>
    <message>
        <source>Send a contact…</source>
        <translation>إرسال جهة اتصال…</translation>
    </message>
    <message>
        <source>Ask for attention</source>
        <translation>طلب الانتباه</translation>
    </message>
    <message>
        <source>Asked for attention</source>
        <translation>طُلب الانتباه</translation>
    </message>
    <message>
        <source>Leave group…</source>
        <translation>مغادرة المجموعة…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>who somebody is not, and how they are there</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Share live location…</source>
        <translation>مشاركة الموقع المباشر…</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatListPane</name>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Filter chats</source>
        <translation>تصفية المحادثات</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>Search chats and messages</source>
        <translation>ابحث في المحادثات والرسائل</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>كل المحادثات</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>لم تُقرأ</translation>
    </message>
    <message>
        <source>Unread chats</source>
        <translation>المحادثات غير المقروءة</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>إشارات</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>مجموعات</translation>
    </message>
    <message>
        <source>Group chats</source>
        <translation>محادثات المجموعات</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>لا محادثات بعد</translation>
    </message>
    <message>
        <source>Choose somebody from your contacts, or write to any address with New chat above.</source>
        <translation>اختر أحدًا من جهات اتصالك، أو اكتب إلى أي عنوان عبر «محادثة جديدة» في الأعلى.</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>كلها مقروءة</translation>
    </message>
    <message>
        <source>Chats with new messages appear here.</source>
        <translation>تظهر هنا المحادثات ذات الرسائل الجديدة.</translation>
    </message>
    <message>
        <source>No new mentions</source>
        <translation>لا إشارات جديدة</translation>
    </message>
    <message>
        <source>Chats in which somebody mentioned you appear here.</source>
        <translation>تظهر هنا المحادثات التي ذكرك فيها أحد.</translation>
    </message>
    <message>
        <source>No groups yet</source>
        <translation>لا مجموعات بعد</translation>
    </message>
    <message>
        <source>Groups that you make or join appear here.</source>
        <translation>تظهر هنا المجموعات التي تنشئها أو تنضم إليها.</translation>
    </message>
    <message>
        <source>No chats here now</source>
        <translation>لا محادثات هنا الآن</translation>
    </message>
    <message>
        <source>Put chats into this space by their menu in the list of all chats.</source>
        <translation>ضع محادثات في هذا الفضاء من قائمتها في قائمة كل المحادثات.</translation>
    </message>
    <message>
        <source>Show contacts</source>
        <translation>عرض جهات الاتصال</translation>
    </message>
    <message>
        <source>Show all chats</source>
        <translation>عرض كل المحادثات</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>فتح في نافذة مستقلة</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>إلغاء التثبيت</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>تثبيت</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>تعليمها مقروءة</translation>
    </message>
    <message>
        <source>New space…</source>
        <translation>فضاء جديد…</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>الفضاءات</translation>
    </message>
    <message>
        <source>Change this space…</source>
        <translation>تغيير هذا الفضاء…</translation>
    </message>
    <message>
        <source>Delete this space…</source>
        <translation>حذف هذا الفضاء…</translation>
    </message>
    <message>
        <source>Move before %1</source>
        <translation>نقل إلى ما قبل %1</translation>
    </message>
    <message>
        <source>Move behind %1</source>
        <translation>نقل إلى ما بعد %1</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>تحريك إلى أعلى</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>تحريك إلى أسفل</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatListView</name>
    <message>
        <source>Chat list</source>
        <translation>قائمة المحادثات</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatNotifier</name>
    <message>
        <source>Wants your attention</source>
        <translation>يريد انتباهك</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>who said it, and what, in a group</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatPage</name>
    <message>
        <source>No chat selected</source>
        <translation>لم تُختر محادثة</translation>
    </message>
    <message>
        <source>Choose one from the list, or start a new one.</source>
        <translation>اختر واحدة من القائمة، أو ابدأ محادثة جديدة.</translation>
    </message>
    <message>
        <source>%1 is typing</source>
        <translation>%1 يكتب</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>معدّلة</translation>
    </message>
    <message>
        <source>replying to an earlier message</source>
        <translation>ردًا على رسالة أقدم</translation>
    </message>
    <message>
        <source>replying to you</source>
        <translation>ردًا عليك</translation>
    </message>
    <message>
        <source>replying to %1</source>
        <translation>ردًا على %1</translation>
    </message>
    <message>
        <source>in reply to you</source>
        <translation>جوابًا لك</translation>
    </message>
    <message>
        <source>in reply to %1</source>
        <translation>جوابًا لـ %1</translation>
    </message>
    <message>
        <source>preview: %1</source>
        <translation>المعاينة: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reactions</source>
        <translation>
            <numerusform>بلا تفاعلات</numerusform>
            <numerusform>تفاعل واحد</numerusform>
            <numerusform>تفاعلان</numerusform>
            <numerusform>%Ln تفاعلات</numerusform>
            <numerusform>%Ln تفاعلًا</numerusform>
            <numerusform>%Ln تفاعل</numerusform>
        </translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>مثبّتة</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>محفوظة</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>حذف الرسالة</translation>
    </message>
    <message>
        <source>Delete this message?</source>
        <translation>حذف هذه الرسالة؟</translation>
    </message>
    <message>
        <source>It is deleted on this computer. %1 and your other devices keep what they have.</source>
        <translation>تُحذف من هذا الحاسوب. يحتفظ %1 وأجهزتك الأخرى بما لديهم.</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <translation>%1، الساعة %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>Delete for everyone</source>
        <translation>حذف للجميع</translation>
    </message>
    <message>
        <source>It is deleted here and on your other devices, and everybody in %1 is asked to delete it. Copies that were made stay.</source>
        <translation>تُحذف هنا وعلى أجهزتك الأخرى، ويُطلب من كل من في %1 حذفها. تبقى النسخ التي أُخذت منها.</translation>
    </message>
    <message>
        <source>It is deleted here and on your other devices, and %1 is asked to delete it. A copy that was made stays.</source>
        <translation>تُحذف هنا وعلى أجهزتك الأخرى، ويُطلب من %1 حذفها. تبقى النسخة التي أُخذت منها.</translation>
    </message>
    <message>
        <source>Delete this message for everyone?</source>
        <translation>حذف هذه الرسالة للجميع؟</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>كل رسالة</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Messages that mention you</source>
        <translation>الرسائل التي تذكرك</translation>
    </message>
    <message>
        <source>Muted: nothing is announced</source>
        <translation>مكتومة: لا يُعلَن شيء</translation>
    </message>
    <message>
        <source>A device of %1 shows another key.</source>
        <translation>جهاز لـ %1 يُظهر مفتاحًا آخر.</translation>
    </message>
    <message>
        <source>It was not taken. Ask %1 what happened.</source>
        <translation>لم يؤخذ به. اسأل %1 عما حدث.</translation>
    </message>
    <message>
        <source>%1 added a device.</source>
        <translation>أضاف %1 جهازًا.</translation>
    </message>
    <message>
        <source>Your messages are not readable on it until you have checked it.</source>
        <translation>لا تُقرأ رسائلك عليه إلى أن تتحقق منه.</translation>
    </message>
    <message>
        <source>Your messages are readable on it.</source>
        <translation>تُقرأ رسائلك عليه.</translation>
    </message>
    <message>
        <source>What you write waits.</source>
        <translation>ما تكتبه ينتظر.</translation>
    </message>
    <message>
        <source>No device of %1 can read encrypted messages now.</source>
        <translation>لا يستطيع أي جهاز لـ %1 قراءة الرسائل المعمّاة الآن.</translation>
    </message>
    <message>
        <source>Your server does not tell which devices you have.</source>
        <translation>لا يقول خادمك أي الأجهزة لك.</translation>
    </message>
    <message>
        <source>%1 could not be asked for their devices.</source>
        <translation>تعذّر سؤال %1 عن أجهزته.</translation>
    </message>
    <message>
        <source>Not everybody here can read what you write: %1.</source>
        <translation>ليس كل من هنا يستطيع قراءة ما تكتبه: %1.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>التعمية</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>تحقّق…</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>حسنًا</translation>
    </message>
    <message numerus="yes">
        <source>%Ln others</source>
        <translation>
            <numerusform>بلا آخرين</numerusform>
            <numerusform>واحد آخر</numerusform>
            <numerusform>اثنان آخران</numerusform>
            <numerusform>%Ln آخرون</numerusform>
            <numerusform>%Ln آخرون</numerusform>
            <numerusform>%Ln آخرون</numerusform>
        </translation>
    </message>
    <message>
        <source>Others can read along in this group now, so nothing can be encrypted for it.</source>
        <translation>يستطيع آخرون القراءة في هذه المجموعة الآن، فلا يمكن تعمية شيء لها.</translation>
    </message>
    <message>
        <source>This group does not tell who reads along.</source>
        <translation>لا تقول هذه المجموعة من يقرأ معك.</translation>
    </message>
    <message>
        <source>This group is too large to be encrypted (over 500 people).</source>
        <translation>هذه المجموعة أكبر من أن تُعمّى (أكثر من 500 شخص).</translation>
    </message>
    <message>
        <source>Nobody in this group can read encrypted messages now.</source>
        <translation>لا يستطيع أحد في هذه المجموعة قراءة الرسائل المعمّاة الآن.</translation>
    </message>
    <message>
        <source>Private messages in a group are not end-to-end encrypted.</source>
        <translation>الرسائل الخاصة في مجموعة غير معمّاة من طرف إلى طرف.</translation>
    </message>
    <message>
        <source>Jackdaw encrypts chats with a person whose address you know. The servers that pass these messages on can read them.</source>
        <translation>يعمّي Jackdaw المحادثات مع شخص تعرف عنوانه. تستطيع الخوادم التي تمرّر هذه الرسائل قراءتها.</translation>
    </message>
    <message>
        <source>They cannot be: this group does not show who reads along, or lets anyone in. The servers that pass its messages on can read them.</source>
        <translation>لا يمكن تعميتها: هذه المجموعة لا تُظهر من يقرأ معك، أو تُدخل أيًّا كان. تستطيع الخوادم التي تمرّر رسائلها قراءتها.</translation>
    </message>
    <message>
        <source>It is not known yet who is in it. The servers that pass these messages on can read them.</source>
        <translation>لا يُعرف بعد من فيها. تستطيع الخوادم التي تمرّر هذه الرسائل قراءتها.</translation>
    </message>
    <message>
        <source>Messages in this group are not end-to-end encrypted.</source>
        <translation>الرسائل في هذه المجموعة غير معمّاة من طرف إلى طرف.</translation>
    </message>
    <message>
        <source>It is not known yet how messages in this chat are protected.</source>
        <translation>لا يُعرف بعد كيف تُحمى الرسائل في هذه المحادثة.</translation>
    </message>
    <message>
        <source>Jackdaw is still starting.</source>
        <translation>ما زال Jackdaw يبدأ.</translation>
    </message>
    <message>
        <source>Encryption in %1</source>
        <translation>التعمية في %1</translation>
    </message>
    <message>
        <source>Encryption with %1</source>
        <translation>التعمية مع %1</translation>
    </message>
    <message>
        <source>Attach file	Ctrl+U</source>
        <translation>إرفاق ملف	Ctrl+U</translation>
    </message>
    <message>
        <source>Send a place…</source>
        <translation>إرسال مكان…</translation>
    </message>
    <message>
        <source>Send a contact…</source>
        <translation>إرسال جهة اتصال…</translation>
    </message>
    <message>
        <source>Attach file</source>
        <translation>إرفاق ملف</translation>
    </message>
    <message>
        <source>File not saved</source>
        <translation>لم يُحفظ الملف</translation>
    </message>
    <message>
        <source>The file was not saved.</source>
        <translation>لم يُحفظ الملف.</translation>
    </message>
    <message>
        <source>You went offline at %1</source>
        <translation>انقطعتَ عن الشبكة في %1</translation>
    </message>
    <message>
        <source>Private messages in %1</source>
        <translation>رسائل خاصة في %1</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Requests to write</source>
        <translation>طلبات الكتابة</translation>
    </message>
    <message>
        <source>%1 asks to write in this group</source>
        <translation>يطلب %1 أن يكتب في هذه المجموعة</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>سماح</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>أحدهم</translation>
    </message>
    <message>
        <source>Leave group</source>
        <translation>مغادرة المجموعة</translation>
    </message>
    <message>
        <source>Leave %1?</source>
        <translation>مغادرة %1؟</translation>
    </message>
    <message>
        <source>You no longer get its messages, on any of your devices. What you have received stays here.</source>
        <translation>لا تصلك رسائلها بعد ذلك على أي من أجهزتك. يبقى هنا ما تلقيته.</translation>
    </message>
    <message>
        <source>Voice message not sent</source>
        <translation>لم تُرسَل الرسالة الصوتية</translation>
    </message>
    <message>
        <source>The voice message was not sent.</source>
        <translation>لم تُرسَل الرسالة الصوتية.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Discard recording</source>
        <translation>تجاهل التسجيل</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>who sent a sound, and what its file is called</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a date and the time of day</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>%1, I could not decrypt your message of %2. Please send it again.</source>
        <translation>‏%1، لم أستطع فك تشفير رسالتك من %2. أرسلها مرة أخرى من فضلك.</translation>
    </message>
    <message>
        <source>I could not decrypt your message of %1. Please send it again.</source>
        <translation>لم أستطع فك تشفير رسالتك من %1. أرسلها مرة أخرى من فضلك.</translation>
    </message>
    <message>
        <source>Share live location…</source>
        <translation>مشاركة الموقع المباشر…</translation>
    </message>
    <message>
        <source>Your server cannot keep a place for one person alone. Send where you are now instead.</source>
        <translation>لا يستطيع خادمك حفظ مكان لشخص واحد فقط. أرسل مكانك الحالي بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>This chat is not end-to-end encrypted any more, so nothing was shared. Close this and begin again.</source>
        <translation>لم تعد هذه المحادثة مشفّرة من طرف إلى طرف، فلم يُشارَك شيء. أغلق هذا وابدأ من جديد.</translation>
    </message>
    <message>
        <source>Live location</source>
        <translation>الموقع المباشر</translation>
    </message>
    <message>
        <source>You share your location until %1.</source>
        <translation>تشارك موقعك حتى %1.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Pictures for a sticker pack</source>
        <translation>صور لحزمة ملصقات</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>صور (%1)</translation>
    </message>
    <message>
        <source>Remove pack</source>
        <translation>إزالة الحزمة</translation>
    </message>
    <message>
        <source>Remove this sticker pack from all your devices?</source>
        <translation>إزالة حزمة الملصقات هذه من جميع أجهزتك؟</translation>
    </message>
    <message>
        <source>Remove the sticker pack %1 from all your devices?</source>
        <translation>إزالة حزمة الملصقات %1 من جميع أجهزتك؟</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln files of this message are deleted.</source>
        <translation>
            <numerusform>لا تُحذف أي ملفات من هذه الرسالة.</numerusform>
            <numerusform>يُحذف ملف هذه الرسالة.</numerusform>
            <numerusform>يُحذف ملفا هذه الرسالة كلاهما.</numerusform>
            <numerusform>تُحذف ملفات هذه الرسالة كلها، وعددها %Ln.</numerusform>
            <numerusform>تُحذف ملفات هذه الرسالة كلها، وعددها %Ln.</numerusform>
            <numerusform>تُحذف ملفات هذه الرسالة كلها، وعددها %Ln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatWindow</name>
    <message>
        <source>%1, Jackdaw</source>
        <extracomment>the name of a chat</extracomment>
        <translation>%1، Jackdaw</translation>
    </message>
</context>
<context>
    <name>jackdaw::ChatsPage</name>
    <message>
        <source>Chats and media</source>
        <translation>المحادثات والوسائط</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>الإرسال بـ</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Shift+Enter begins a new line</source>
        <translation>يبدأ Shift+Enter سطرًا جديدًا</translation>
    </message>
    <message>
        <source>Undo send</source>
        <translation>التراجع عن الإرسال</translation>
    </message>
    <message>
        <source>Messages wait for 5 seconds, in which you can take them back.</source>
        <translation>تنتظر الرسائل 5 ثوانٍ يمكنك خلالها استرجاعها.</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>تدقيق الإملاء</translation>
    </message>
    <message>
        <source>The menu of the text field has the language of each chat.</source>
        <translation>في قائمة حقل النص لغة كل محادثة.</translation>
    </message>
    <message>
        <source>Quick replies</source>
        <translation>الردود السريعة</translation>
    </message>
    <message>
        <source>Enter begins a new line</source>
        <translation>يبدأ Enter سطرًا جديدًا</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Edit quick reply %1</source>
        <translation>تعديل الرد السريع %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove quick reply %1</source>
        <translation>إزالة الرد السريع %1</translation>
    </message>
    <message>
        <source>Add quick reply</source>
        <translation>إضافة رد سريع</translation>
    </message>
    <message>
        <source>Texts that you write often</source>
        <translation>نصوص تكتبها كثيرًا</translation>
    </message>
    <message>
        <source>Begin a message with “/” and choose one.</source>
        <translation>ابدأ رسالة بـ «/» واختر واحدًا.</translation>
    </message>
    <message>
        <source>Download by itself</source>
        <translation>التنزيل تلقائيًا</translation>
    </message>
    <message>
        <source>Download files by itself from</source>
        <translation>تنزيل الملفات تلقائيًا من</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>لا أحد</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Also in groups</source>
        <translation>وفي المجموعات أيضًا</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Who sends a file learns from a download when and where you are online.</source>
        <translation>من يرسل ملفًا يعلم من تنزيله متى وأين أنت متصل.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Download pictures by itself</source>
        <translation>تنزيل الصور تلقائيًا</translation>
    </message>
    <message>
        <source>Voice and audio</source>
        <translation>الصوتيات</translation>
    </message>
    <message>
        <source>Download audio by itself</source>
        <translation>تنزيل الصوتيات تلقائيًا</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>مقاطع الفيديو</translation>
    </message>
    <message>
        <source>Download videos by itself</source>
        <translation>تنزيل مقاطع الفيديو تلقائيًا</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>ملفات أخرى</translation>
    </message>
    <message>
        <source>Download other files by itself</source>
        <translation>تنزيل الملفات الأخرى تلقائيًا</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>Up to %1</source>
        <translation>حتى %1</translation>
    </message>
    <message>
        <source>On metered networks</source>
        <translation>على الشبكات المحدودة</translation>
    </message>
    <message>
        <source>Download too</source>
        <translation>التنزيل أيضًا</translation>
    </message>
    <message>
        <source>Wait for a click</source>
        <translation>انتظار نقرة</translation>
    </message>
    <message>
        <source>Write addresses, with commas between them.</source>
        <translation>اكتب عناوين بينها فواصل.</translation>
    </message>
    <message>
        <source>Always from these contacts</source>
        <translation>دائمًا من جهات الاتصال هذه</translation>
    </message>
    <message>
        <source>Every kind of file, up to %1.</source>
        <translation>كل أنواع الملفات، حتى %1.</translation>
    </message>
    <message>
        <source>Never from these contacts</source>
        <translation>أبدًا من جهات الاتصال هذه</translation>
    </message>
    <message>
        <source>Addresses, with commas between them.</source>
        <translation>عناوين بينها فواصل.</translation>
    </message>
    <message>
        <source>Your desktop says which are metered.</source>
        <translation>سطح المكتب يحدد أيّ الشبكات محدودة البيانات.</translation>
    </message>
</context>
<context>
    <name>jackdaw::CleanupDialog</name>
    <message>
        <source>Pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>مقاطع الفيديو</translation>
    </message>
    <message>
        <source>Voice and audio</source>
        <translation>الصوتيات</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>ملفات أخرى</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>تنظيف</translation>
    </message>
    <message>
        <source>Delete files</source>
        <translation>حذف الملفات</translation>
    </message>
    <message>
        <source>Delete these files of %1 from this computer?</source>
        <translation>حذف ملفات %1 هذه من هذا الحاسوب؟</translation>
    </message>
    <message>
        <source>The messages stay, and say that the file is not on this computer any more. It can be downloaded again as long as the server keeps it; one that came straight from somebody cannot. What is still being sent is not deleted.</source>
        <translation>تبقى الرسائل، وتقول إن الملف لم يعد على هذا الحاسوب. يمكن تنزيله من جديد ما دام الخادم يحتفظ به؛ أما ما جاء مباشرةً من أحد فلا يمكن. لا يُحذف ما لا يزال قيد الإرسال.</translation>
    </message>
    <message>
        <source>Stickers</source>
        <translation>الملصقات</translation>
    </message>
</context>
<context>
    <name>jackdaw::CloseGroupDialog</name>
    <message>
        <source>Close group</source>
        <translation>إغلاق المجموعة</translation>
    </message>
    <message>
        <source>Address of the group that takes its place</source>
        <translation>عنوان المجموعة التي تحل محلها</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Close %1 for everyone?</source>
        <translation>إغلاق %1 للجميع؟</translation>
    </message>
    <message>
        <source>Everybody is removed, and nobody can join it again. This cannot be taken back. What people have received stays with them.</source>
        <translation>يُزال الجميع، ولا يستطيع أحد الانضمام إليها من جديد. لا رجعة عن هذا. يبقى ما تلقّاه الناس لديهم.</translation>
    </message>
    <message>
        <source>You can leave this empty.</source>
        <translation>يمكنك ترك هذا فارغًا.</translation>
    </message>
    <message>
        <source>This is no address of a group. Write it like group@groups.provider.example.</source>
        <translation>ليس هذا عنوان مجموعة. اكتبه مثل group@groups.provider.example.</translation>
    </message>
</context>
<context>
    <name>jackdaw::CommandDialog</name>
    <message>
        <source>Command</source>
        <translation>أمر</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>جارٍ سؤال الخدمة…</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>تم.</translation>
    </message>
    <message>
        <source>The command was given up.</source>
        <translation>تُخلّي عن الأمر.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
</context>
<context>
    <name>jackdaw::Completion</name>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>الاقتراحات</translation>
    </message>
</context>
<context>
    <name>jackdaw::Composer</name>
    <message>
        <source>Attach file</source>
        <translation>إرفاق ملف</translation>
    </message>
    <message>
        <source>Send message</source>
        <translation>إرسال الرسالة</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Record voice message</source>
        <translation>تسجيل رسالة صوتية</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>رسالة إلى %1</translation>
    </message>
    <message>
        <source>Message %1. Sends when you’re back online</source>
        <translation>رسالة إلى %1. تُرسَل عندما يعود اتصالك</translation>
    </message>
    <message>
        <source>Message %1. Sends when you sign in again</source>
        <translation>رسالة إلى %1. تُرسَل عندما تسجّل الدخول من جديد</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Waiting to send: %1</source>
        <translation>تنتظر الإرسال: %1</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>listen</source>
        <translation>استماع</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>اختيار</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>insert</source>
        <translation>إدراج</translation>
    </message>
    <message>
        <source>dismiss</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>show waiting messages</source>
        <translation>عرض الرسائل المنتظرة</translation>
    </message>
    <message>
        <source>new line</source>
        <translation>سطر جديد</translation>
    </message>
    <message>
        <source>edit last message</source>
        <translation>تعديل آخر رسالة</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line.</source>
        <translation>يرسل Enter، ويبدأ Shift+Enter سطرًا جديدًا.</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends, Enter begins a new line.</source>
        <translation>يرسل Ctrl+Enter، ويبدأ Enter سطرًا جديدًا.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ComposerStrip</name>
    <message>
        <source>Edit message</source>
        <translation>تعديل الرسالة</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>الرد على %1</translation>
    </message>
    <message>
        <source>Cancel edit</source>
        <translation>إلغاء التعديل</translation>
    </message>
    <message>
        <source>Cancel reply</source>
        <translation>إلغاء الرد</translation>
    </message>
</context>
<context>
    <name>jackdaw::ConfigurationDialog</name>
    <message>
        <source>Configure group</source>
        <translation>إعداد المجموعة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Asking the group…</source>
        <translation>جارٍ سؤال المجموعة…</translation>
    </message>
</context>
<context>
    <name>jackdaw::ConnectionBanner</name>
    <message>
        <source>Connection</source>
        <translation>الاتصال</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>كلمات المرور</translation>
    </message>
</context>
<context>
    <name>jackdaw::ConnectionOptions</name>
    <message>
        <source>Server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>المنفذ</translation>
    </message>
    <message>
        <source>Extra certificate authority</source>
        <translation>جهة مُصدِرة إضافية للشهادات</translation>
    </message>
    <message>
        <source>Allow a plain-text password</source>
        <translation>السماح بكلمة مرور نصية صريحة</translation>
    </message>
    <message>
        <source>Found by the address</source>
        <translation>يُعرف من العنوان</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>المعتاد</translation>
    </message>
    <message>
        <source>None: those of this computer</source>
        <translation>لا شيء: جهات هذا الحاسوب</translation>
    </message>
    <message>
        <source>A PEM file of your organisation, trusted for this account only.</source>
        <translation>ملف PEM من مؤسستك، يوثق به لهذا الحساب فقط.</translation>
    </message>
    <message>
        <source>Allow a plain-text password for this account</source>
        <translation>السماح لهذا الحساب بكلمة مرور نصية صريحة</translation>
    </message>
    <message>
        <source>Connection type</source>
        <translation>نوع الاتصال</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>Direct TLS</source>
        <translation>TLS مباشر</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>استعراض…</translation>
    </message>
    <message>
        <source>Browse for a certificate authority</source>
        <translation>استعراض لاختيار جهة مُصدِرة</translation>
    </message>
    <message>
        <source>The server could read it. Only where your provider says that there is no other way.</source>
        <translation>يستطيع الخادم قراءتها. فقط حيث يقول مزوّدك إنه لا طريقة أخرى.</translation>
    </message>
    <message>
        <source>This is not a server name. Write it as xmpp.provider.example.</source>
        <translation>ليس هذا اسم خادم. اكتبه مثل xmpp.provider.example.</translation>
    </message>
    <message>
        <source>A port is a number up to 65535.</source>
        <translation>المنفذ رقم حتى 65535.</translation>
    </message>
    <message>
        <source>A port needs a server. Write its name here.</source>
        <translation>يحتاج المنفذ إلى خادم. اكتب اسمه هنا.</translation>
    </message>
    <message>
        <source>This file cannot be read. Choose another one, or leave the field empty.</source>
        <translation>لا يمكن قراءة هذا الملف. اختر غيره، أو اترك الحقل فارغًا.</translation>
    </message>
    <message>
        <source>There is no certificate in this file. It has to be a PEM file.</source>
        <translation>لا شهادة في هذا الملف. يجب أن يكون ملف PEM.</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>الشهادات (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
</context>
<context>
    <name>jackdaw::ConsoleWindow</name>
    <message>
        <source>Filter</source>
        <translation>تصفية</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Send stanza</source>
        <translation>إرسال المقطع</translation>
    </message>
    <message>
        <source>XML console</source>
        <translation>وحدة XML</translation>
    </message>
    <message>
        <source>Stanzas</source>
        <translation>المقاطع</translation>
    </message>
    <message>
        <source>Whole stanza</source>
        <translation>المقطع كاملًا</translation>
    </message>
    <message>
        <source>Choose a stanza to see all of it.</source>
        <translation>اختر مقطعًا لتراه كله.</translation>
    </message>
    <message>
        <source>Stanza to send</source>
        <translation>المقطع المراد إرساله</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>مسح</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>الاتجاه</translation>
    </message>
    <message>
        <source>In and out</source>
        <translation>وارد وصادر</translation>
    </message>
    <message>
        <source>In</source>
        <translation>وارد</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>صادر</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Presences</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Requests (iq)</source>
        <translation>الطلبات (iq)</translation>
    </message>
    <message>
        <source>Stream management</source>
        <translation>إدارة الدفق</translation>
    </message>
    <message>
        <source>Shortened: the first %L1 of %L2 characters are shown. Copy takes all of them.</source>
        <extracomment>of the characters of a stanza</extracomment>
        <translation>مختصر: تُعرض أول %L1 من %L2 محرفًا. ينسخ «نسخ» كلها.</translation>
    </message>
    <message>
        <source>Not sent. At %1: %2.</source>
        <extracomment>line and column, and what is wrong, in English</extracomment>
        <translation>لم يُرسَل. عند %1: %2.</translation>
    </message>
    <message>
        <source>Send this message?</source>
        <translation>إرسال هذه الرسالة؟</translation>
    </message>
    <message>
        <source>Send this change?</source>
        <translation>إرسال هذا التغيير؟</translation>
    </message>
    <message>
        <source>It goes out as it stands, not encrypted, and is kept in no chat here.</source>
        <translation>تخرج كما هي، غير معمّاة، ولا تُحفظ هنا في أي محادثة.</translation>
    </message>
    <message>
        <source>It may change your account, a group or a server, and cannot be taken back.</source>
        <translation>قد يغيّر حسابك أو مجموعة أو خادمًا، ولا رجعة عنه.</translation>
    </message>
    <message>
        <source>Sent.</source>
        <translation>أُرسل.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactCodeReader</name>
    <message>
        <source>Picture with a code</source>
        <translation>صورة فيها رمز</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;All files (*)</source>
        <translation>صور (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy one with the code, then try again.</source>
        <translation>ليس في الحافظة صورة. انسخ صورة فيها الرمز ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Codes cannot be read: a part of Jackdaw is not installed. Type the address instead.</source>
        <translation>لا يمكن قراءة الرموز: جزء من Jackdaw غير مثبّت. اكتب العنوان بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>That is no picture that can be read. Choose another one.</source>
        <translation>ليست هذه صورة يمكن قراءتها. اختر غيرها.</translation>
    </message>
    <message>
        <source>There is no code in that picture. Choose another one.</source>
        <translation>لا رمز في تلك الصورة. اختر غيرها.</translation>
    </message>
    <message>
        <source>The code is not of anybody’s address. Choose another one.</source>
        <translation>ليس الرمز لعنوان أحد. اختر غيره.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactDetails</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>No contact chosen</source>
        <translation>لم تُختر جهة اتصال</translation>
    </message>
    <message>
        <source>Choose a contact to see more about them.</source>
        <translation>اختر جهة اتصال لترى المزيد عنها.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>نسخ العنوان</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>تغيير…</translation>
    </message>
    <message>
        <source>Change groups</source>
        <translation>تغيير المجموعات</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>مجموعات</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>الحساب</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>إعادة التسمية…</translation>
    </message>
    <message>
        <source>Block…</source>
        <translation>حظر…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخت</translation>
    </message>
    <message>
        <source>Presence is unknown while you’re offline</source>
        <translation>الحضور غير معروف ما دمت غير متصل</translation>
    </message>
    <message>
        <source>idle for %1</source>
        <translation>خامل منذ %1</translation>
    </message>
    <message>
        <source>In no group</source>
        <translation>في غير مجموعة</translation>
    </message>
    <message>
        <source>You see each other’s presence.</source>
        <translation>يرى كل منكما حضور الآخر.</translation>
    </message>
    <message>
        <source>You see theirs; they do not see yours.</source>
        <translation>ترى حضوره، وهو لا يرى حضورك.</translation>
    </message>
    <message>
        <source>They see yours. You asked for theirs, no answer yet.</source>
        <translation>يرى حضورك. طلبتَ رؤية حضوره، ولم يُجب بعد.</translation>
    </message>
    <message>
        <source>They see yours; you do not see theirs.</source>
        <translation>يرى حضورك، وأنت لا ترى حضوره.</translation>
    </message>
    <message>
        <source>You asked for it, no answer yet.</source>
        <translation>طلبتَ ذلك، ولم يُجب بعد.</translation>
    </message>
    <message>
        <source>You do not see each other’s presence.</source>
        <translation>لا يرى أي منكما حضور الآخر.</translation>
    </message>
    <message>
        <source>Groups you share</source>
        <translation>مجموعات مشتركة بينكما</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>فتح %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactFlow</name>
    <message>
        <source>Move to group</source>
        <translation>نقل إلى مجموعة</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>A name that is new makes a new group. Empty: in no group.</source>
        <translation>الاسم الجديد ينشئ مجموعة جديدة. فارغ: في غير مجموعة.</translation>
    </message>
    <message>
        <source>Block contact</source>
        <translation>حظر جهة الاتصال</translation>
    </message>
    <message>
        <source>Block %1?</source>
        <translation>حظر %1؟</translation>
    </message>
    <message>
        <source>Your provider lets nothing of theirs through to you, and shows them nothing of yours. They are not told.</source>
        <translation>لا يمرّر مزوّدك إليك شيئًا منه، ولا يُظهر له شيئًا منك. ولا يُخبَر بذلك.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Block and report spam</source>
        <translation>حظر والإبلاغ عن إزعاج</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>حظر %1</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>استيراد جهات اتصال</translation>
    </message>
    <message>
        <source>Contacts (*.csv *.vcf *.vcard);;All files (*)</source>
        <translation>جهات اتصال (*.csv *.vcf *.vcard);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>The file could not be read: %1</source>
        <translation>تعذّرت قراءة الملف: %1</translation>
    </message>
    <message>
        <source>Export contacts</source>
        <translation>تصدير جهات الاتصال</translation>
    </message>
    <message>
        <source>Table (*.csv);;Cards (*.vcf)</source>
        <translation>جدول (*.csv);;بطاقات (*.vcf)</translation>
    </message>
    <message>
        <source>The contacts were not exported: %1</source>
        <translation>لم تُصدَّر جهات الاتصال: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n contacts exported.</source>
        <translation>
            <numerusform>لم تُصدَّر أي جهة اتصال.</numerusform>
            <numerusform>صُدّرت جهة اتصال واحدة.</numerusform>
            <numerusform>صُدّرت جهتا اتصال.</numerusform>
            <numerusform>صُدّرت %n جهات اتصال.</numerusform>
            <numerusform>صُدّرت %n جهة اتصال.</numerusform>
            <numerusform>صُدّرت %n جهة اتصال.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactListPane</name>
    <message>
        <source>Find a contact</source>
        <translation>البحث عن جهة اتصال</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>More contact actions</source>
        <translation>إجراءات أخرى لجهات الاتصال</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Nobody is available</source>
        <translation>لا أحد متاح</translation>
    </message>
    <message>
        <source>People who are offline are not shown.</source>
        <translation>لا يُعرض من هم غير متصلين.</translation>
    </message>
    <message>
        <source>Show people who are offline</source>
        <translation>عرض غير المتصلين</translation>
    </message>
    <message>
        <source>No contacts yet</source>
        <translation>لا جهات اتصال بعد</translation>
    </message>
    <message>
        <source>Add people by their address to see when they are available.</source>
        <translation>أضف أشخاصًا بعناوينهم لترى متى هم متاحون.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
    <message>
        <source>No contact has this in its name or address.</source>
        <translation>لا جهة اتصال فيها هذا في الاسم أو العنوان.</translation>
    </message>
    <message>
        <source>Show all contacts</source>
        <translation>عرض كل جهات الاتصال</translation>
    </message>
    <message>
        <source>Move to group…</source>
        <translation>نقل إلى مجموعة…</translation>
    </message>
    <message numerus="yes">
        <source>Move %n contacts to group…</source>
        <translation>
            <numerusform>نقل جهات اتصال إلى مجموعة…</numerusform>
            <numerusform>نقل جهة اتصال واحدة إلى مجموعة…</numerusform>
            <numerusform>نقل جهتي اتصال إلى مجموعة…</numerusform>
            <numerusform>نقل %n جهات اتصال إلى مجموعة…</numerusform>
            <numerusform>نقل %n جهة اتصال إلى مجموعة…</numerusform>
            <numerusform>نقل %n جهة اتصال إلى مجموعة…</numerusform>
        </translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>إعادة التسمية…</translation>
    </message>
    <message>
        <source>Block…</source>
        <translation>حظر…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Blocked people…</source>
        <translation>المحظورون…</translation>
    </message>
    <message>
        <source>Import contacts…</source>
        <translation>استيراد جهات اتصال…</translation>
    </message>
    <message>
        <source>Export contacts…</source>
        <translation>تصدير جهات الاتصال…</translation>
    </message>
</context>
<context>
    <name>jackdaw::ContactRowDelegate</name>
    <message>
        <source>%1 · %L2 of %L3</source>
        <extracomment>a group of contacts, how many of them are available, how many there are</extracomment>
        <translation>%1 · %L2 من %L3</translation>
    </message>
</context>
<context>
    <name>jackdaw::CopyRow</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخت</translation>
    </message>
</context>
<context>
    <name>jackdaw::CreateAccountForm</name>
    <message>
        <source>Provider or invitation link</source>
        <translation>المزوّد أو رابط الدعوة</translation>
    </message>
    <message>
        <source>Connection options</source>
        <translation>خيارات الاتصال</translation>
    </message>
    <message>
        <source>Keep me signed in on this computer</source>
        <translation>إبقائي مسجَّل الدخول على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Open website</source>
        <translation>فتح الموقع</translation>
    </message>
    <message>
        <source>Create an account</source>
        <translation>إنشاء حساب</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>تفاصيل الخطأ</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>إنشاء الحساب</translation>
    </message>
    <message>
        <source>%1 invites you to chat. Name the provider where you want your account.</source>
        <translation>يدعوك %1 إلى المحادثة. سمّ المزوّد الذي تريد حسابك لديه.</translation>
    </message>
    <message>
        <source>Name a provider, or paste the invitation link that you were given.</source>
        <translation>سمّ مزوّدًا، أو الصق رابط الدعوة الذي أُعطي لك.</translation>
    </message>
    <message>
        <source>A provider is missing. It looks like provider.example.</source>
        <translation>ينقص اسم مزوّد. يكون على شكل provider.example.</translation>
    </message>
    <message>
        <source>This link is no invitation. Check that you copied all of it.</source>
        <translation>ليس هذا الرابط دعوة. تحقق من أنك نسخته كله.</translation>
    </message>
    <message>
        <source>“%1” is not the name of a provider. It looks like provider.example.</source>
        <translation>«%1» ليس اسم مزوّد. يكون على شكل provider.example.</translation>
    </message>
    <message>
        <source>On %1, invited by %2</source>
        <translation>على %1، بدعوة من %2</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>على %1</translation>
    </message>
    <message>
        <source>You can also create it on the website: %1</source>
        <translation>يمكنك إنشاؤه أيضًا على الموقع: %1</translation>
    </message>
    <message>
        <source>%1 makes no accounts this way.</source>
        <translation>لا ينشئ %1 حسابات بهذه الطريقة.</translation>
    </message>
    <message>
        <source>%1 makes accounts on its website: %2</source>
        <translation>ينشئ %1 الحسابات على موقعه: %2</translation>
    </message>
    <message>
        <source>Asking the provider…</source>
        <translation>جارٍ سؤال المزوّد…</translation>
    </message>
    <message>
        <source>Creating the account…</source>
        <translation>جارٍ إنشاء الحساب…</translation>
    </message>
</context>
<context>
    <name>jackdaw::DataFormView</name>
    <message>
        <source>Picture: %1</source>
        <translation>صورة: %1</translation>
    </message>
    <message>
        <source>The picture for this cannot be shown.</source>
        <translation>لا يمكن عرض صورة هذا.</translation>
    </message>
    <message>
        <source>No choice</source>
        <translation>بلا اختيار</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>هذا مطلوب.</translation>
    </message>
    <message>
        <source>“%1” is not a valid address. An address looks like name@provider.example.</source>
        <translation>«%1» ليس عنوانًا صالحًا. يكون العنوان على شكل name@provider.example.</translation>
    </message>
</context>
<context>
    <name>jackdaw::DateDialog</name>
    <message>
        <source>Jump to date</source>
        <translation>القفز إلى تاريخ</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>قفز</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>الشهر السابق</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>الشهر التالي</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <extracomment>month and year above a calendar</extracomment>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>%1: no messages. The next ones after it are shown.</source>
        <translation>%1: لا رسائل. تُعرض التي تليها.</translation>
    </message>
</context>
<context>
    <name>jackdaw::DayCalendar</name>
    <message>
        <source>Days</source>
        <translation>الأيام</translation>
    </message>
</context>
<context>
    <name>jackdaw::DetailsPane</name>
    <message>
        <source>Parts of the details</source>
        <translation>أجزاء التفاصيل</translation>
    </message>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>وسائط</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ملفات</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>صوت</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>روابط</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>مثبّتة</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>محفوظة</translation>
    </message>
    <message>
        <source>Saved in all chats</source>
        <translation>المحفوظة في كل المحادثات</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>إغلاق التفاصيل</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>More actions for this chat</source>
        <translation>إجراءات أخرى لهذه المحادثة</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>التعمية</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>نسخ العنوان</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Groups you share</source>
        <translation>مجموعات مشتركة بينكما</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخت</translation>
    </message>
    <message>
        <source>Encryption: %1</source>
        <translation>التعمية: %1</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>Notifications: %1</source>
        <extracomment>%1 is &quot;Mute&quot; or &quot;Unmute&quot;</extracomment>
        <translation>الإشعارات: %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>فتح %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::Dialogs</name>
    <message>
        <source>Your provider has no groups. Join one of another provider by its address.</source>
        <translation>ليس لدى مزوّدك مجموعات. انضم إلى مجموعة لدى مزوّد آخر بعنوانها.</translation>
    </message>
    <message>
        <source>There is a group at this address already. Choose another name.</source>
        <translation>توجد مجموعة بهذا العنوان بالفعل. اختر اسمًا آخر.</translation>
    </message>
    <message>
        <source>Open in maps</source>
        <translation>فتح في الخرائط</translation>
    </message>
    <message>
        <source>Open this place in maps?</source>
        <translation>فتح هذا المكان في الخرائط؟</translation>
    </message>
    <message>
        <source>The program that shows it learns where it is: %1</source>
        <translation>يعلم البرنامج الذي يعرضه أين هو: %1</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>فتح في المتصفح</translation>
    </message>
    <message>
        <source>Open this page in the browser?</source>
        <translation>فتح هذه الصفحة في المتصفح؟</translation>
    </message>
    <message>
        <source>%1 can be reached through Tor only. A browser without Tor tells others that you look for it.</source>
        <translation>لا يمكن الوصول إلى %1 إلا عبر Tor. المتصفح الذي بلا Tor يخبر غيرك أنك تبحث عنه.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Rename contact</source>
        <translation>إعادة تسمية جهة الاتصال</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Only you see this name. Empty: the address is shown.</source>
        <translation>أنت وحدك ترى هذا الاسم. فارغ: يُعرض العنوان.</translation>
    </message>
    <message>
        <source>Change groups</source>
        <translation>تغيير المجموعات</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>مجموعات</translation>
    </message>
    <message>
        <source>Separate several with commas.</source>
        <translation>افصل بين العدة بفواصل.</translation>
    </message>
    <message>
        <source>Remove contact</source>
        <translation>إزالة جهة الاتصال</translation>
    </message>
    <message>
        <source>Remove %1 from your contacts?</source>
        <translation>إزالة %1 من جهات اتصالك؟</translation>
    </message>
    <message>
        <source>You no longer see each other’s presence. The chat and its messages stay.</source>
        <translation>لا يرى أي منكما حضور الآخر بعد ذلك. تبقى المحادثة ورسائلها.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>jackdaw::DisplayMenu</name>
    <message>
        <source>Theme</source>
        <translation>السمة</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>اتباع النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>text size in per cent</comment>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>jackdaw::EmojiGrid</name>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
</context>
<context>
    <name>jackdaw::EmojiPicker</name>
    <message>
        <source>Smileys and feelings</source>
        <translation>الوجوه والمشاعر</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>الحيوانات والطبيعة</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>الطعام والشراب</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>السفر والأماكن</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>الأنشطة</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>الأشياء</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>الرموز</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>الأعلام</translation>
    </message>
    <message>
        <source>Find an emoji</source>
        <translation>البحث عن رمز تعبيري</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>رموز تعبيرية</translation>
    </message>
    <message>
        <source>Group of emoji</source>
        <translation>مجموعة الرموز التعبيرية</translation>
    </message>
    <message>
        <source>Skin tone</source>
        <translation>لون البشرة</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>المستعملة أخيرًا</translation>
    </message>
    <message>
        <source>No skin tone</source>
        <translation>بلا لون بشرة</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Medium light</source>
        <translation>فاتح متوسط</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>متوسط</translation>
    </message>
    <message>
        <source>Medium dark</source>
        <translation>داكن متوسط</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Nothing used yet</source>
        <translation>لم يُستعمل شيء بعد</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
    <message>
        <source>Emoji or stickers</source>
        <translation>رموز تعبيرية أو ملصقات</translation>
    </message>
    <message>
        <source>Stickers</source>
        <translation>الملصقات</translation>
    </message>
</context>
<context>
    <name>jackdaw::EncryptionNotices</name>
    <message>
        <source>One of your own devices shows another key than before. It was not taken. Look at your devices in the settings, under Encryption.</source>
        <translation>أحد أجهزتك يُظهر مفتاحًا غير السابق. لم يؤخذ به. انظر إلى أجهزتك في الإعدادات، ضمن التعمية.</translation>
    </message>
    <message>
        <source>A device of %1 shows another key than before. It was not taken. Ask %1 what happened.</source>
        <translation>جهاز لـ %1 يُظهر مفتاحًا غير السابق. لم يؤخذ به. اسأل %1 عما حدث.</translation>
    </message>
    <message>
        <source>Another program took this device off the list of those that can read what is encrypted for %1. Jackdaw put it back. If that was no program of yours, change your password.</source>
        <extracomment>%1: an XMPP address</extracomment>
        <translation>أخرج برنامج آخر هذا الجهاز من قائمة الأجهزة التي تستطيع قراءة ما يُعمّى لـ %1. أعاده Jackdaw إليها. إن لم يكن ذلك برنامجًا لك فغيّر كلمة مرورك.</translation>
    </message>
    <message>
        <source>A device was added to your account %1.</source>
        <extracomment>%1: an XMPP address</extracomment>
        <translation>أُضيف جهاز إلى حسابك %1.</translation>
    </message>
    <message>
        <source>If it is none of yours, take it off the list and change your password.</source>
        <translation>إن لم يكن من أجهزتك فأزله من القائمة وغيّر كلمة مرورك.</translation>
    </message>
</context>
<context>
    <name>jackdaw::EncryptionPage</name>
    <message>
        <source>Encryption</source>
        <translation>التعمية</translation>
    </message>
    <message>
        <source>End-to-end encryption (OMEMO): only the devices of those who talk can read a message, not the servers that pass it on. So it is in private groups too; channels that anybody may enter cannot be encrypted.</source>
        <translation>التعمية من طرف إلى طرف (OMEMO): لا تستطيع قراءة رسالة إلا أجهزة المتحادثين، لا الخوادم التي تمرّرها. وكذلك في المجموعات الخاصة؛ أما القنوات التي يدخلها أيٌّ كان فلا يمكن تعميتها.</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Encrypt chats by default</source>
        <translation>تعمية المحادثات تلقائيًا</translation>
    </message>
    <message>
        <source>Chats with people, and private groups, in which everybody&apos;s devices can read it. What you choose in a chat itself stays.</source>
        <translation>المحادثات مع الأشخاص والمجموعات الخاصة التي تستطيع أجهزة الجميع قراءتها. يبقى ما تختاره في المحادثة نفسها.</translation>
    </message>
    <message>
        <source>Your own devices</source>
        <translation>أجهزتك</translation>
    </message>
    <message>
        <source>Your own devices: %1</source>
        <translation>أجهزتك: %1</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>غير معروف بعد</translation>
    </message>
    <message>
        <source>Sign in to see which devices this account has.</source>
        <translation>سجّل الدخول لترى أجهزة هذا الحساب.</translation>
    </message>
    <message>
        <source>Others see the number of this computer when they check it. Read it to them when you meet or talk, so that they can be sure that they write to you.</source>
        <translation>يرى الآخرون رقم هذا الحاسوب عندما يتحققون منه. اقرأه لهم عندما تلتقون أو تتكلمون، ليتأكدوا من أنهم يكتبون إليك.</translation>
    </message>
    <message>
        <source>Link for checking</source>
        <translation>رابط التحقق</translation>
    </message>
    <message>
        <source>Show it to others in person: their program compares it with the keys of this computer and of the devices that you have checked.</source>
        <translation>أره للآخرين وجهًا لوجه: يقارنه برنامجهم بمفاتيح هذا الحاسوب والأجهزة التي تحققتَ منها.</translation>
    </message>
    <message>
        <source>Your code</source>
        <translation>رمزك</translation>
    </message>
    <message>
        <source>Code for checking</source>
        <translation>رمز التحقق</translation>
    </message>
    <message>
        <source>The same for their camera: others scan it from your screen.</source>
        <translation>الشيء نفسه لآلة تصويرهم: يمسحونه من شاشتك.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>Actions for %1</source>
        <translation>إجراءات %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>تحقّق…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>إعادة التسمية…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>إزالة…</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>التحقق من %1</translation>
    </message>
    <message>
        <source>That device shows its number in its settings for encryption. If one group of digits differs, it is not yours.</source>
        <translation>يُظهر ذلك الجهاز رقمه في إعدادات التعمية لديه. إن اختلفت مجموعة أرقام واحدة فليس جهازك.</translation>
    </message>
    <message>
        <source>They match</source>
        <translation>متطابقان</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>مختلفان</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>Rename device</source>
        <translation>إعادة تسمية الجهاز</translation>
    </message>
    <message>
        <source>Name, on this computer alone</source>
        <translation>الاسم، على هذا الحاسوب وحده</translation>
    </message>
    <message>
        <source>Remove device</source>
        <translation>إزالة الجهاز</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>إزالة %1؟</translation>
    </message>
    <message>
        <source>Nobody encrypts new messages for it any more. What it has read it keeps; where it is still signed in, it may come back.</source>
        <translation>لا يعمّي أحد له رسائل جديدة بعد ذلك. ما قرأه يحتفظ به؛ وحيث لا يزال مسجَّل الدخول قد يعود.</translation>
    </message>
</context>
<context>
    <name>jackdaw::EncryptionPill</name>
    <message>
        <source>Not encrypted</source>
        <translation>غير معمّاة</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>معمّاة</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>تم التحقق</translation>
    </message>
    <message>
        <source>New device</source>
        <translation>جهاز جديد</translation>
    </message>
    <message>
        <source>Encryption: %1</source>
        <translation>التعمية: %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::FieldMenu</name>
    <message>
        <source>Hide as spoiler</source>
        <translation>إخفاؤه كنص مخفي</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>تدقيق الإملاء</translation>
    </message>
    <message>
        <source>Looking for suggestions</source>
        <translation>جارٍ البحث عن اقتراحات</translation>
    </message>
    <message>
        <source>Add “%1” to the dictionary</source>
        <translation>إضافة «%1» إلى القاموس</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>لا اقتراحات</translation>
    </message>
    <message>
        <source>Language of this chat</source>
        <translation>لغة هذه المحادثة</translation>
    </message>
    <message>
        <source>No dictionary is installed (packages hunspell-…)</source>
        <translation>لا قاموس مثبّت (حزم hunspell-…)</translation>
    </message>
    <message>
        <source>Looking for dictionaries</source>
        <translation>جارٍ البحث عن قواميس</translation>
    </message>
</context>
<context>
    <name>jackdaw::FileField</name>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>Backups of Jackdaw (%1)</source>
        <translation>نسخ Jackdaw الاحتياطية (%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>كل الملفات (%1)</translation>
    </message>
</context>
<context>
    <name>jackdaw::FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>البحث في هذه المحادثة</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>Close search</source>
        <translation>إغلاق البحث</translation>
    </message>
    <message>
        <source>%L1 of more than %L2</source>
        <translation>%L1 من أكثر من %L2</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 من %L2</translation>
    </message>
    <message>
        <source>Not found yet: older messages are being prepared</source>
        <translation>لم يُعثر عليه بعد: يجري تجهيز الرسائل الأقدم</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>لم يُعثر عليه</translation>
    </message>
</context>
<context>
    <name>jackdaw::FindChannelsDialog</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>لا أشخاص</numerusform>
            <numerusform>شخص واحد</numerusform>
            <numerusform>شخصان</numerusform>
            <numerusform>%Ln أشخاص</numerusform>
            <numerusform>%Ln شخصًا</numerusform>
            <numerusform>%Ln شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a channel</source>
        <translation>البحث عن قناة</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Find channels</source>
        <translation>البحث عن قنوات</translation>
    </message>
    <message>
        <source>With account</source>
        <translation>بالحساب</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>الخدمة</translation>
    </message>
    <message>
        <source>Address of a group service</source>
        <translation>عنوان خدمة مجموعات</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>القنوات</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>This is no address of a service. Write it like groups.provider.example.</source>
        <translation>ليس هذا عنوان خدمة. اكتبه مثل groups.provider.example.</translation>
    </message>
    <message>
        <source>Your provider has no groups. Choose a service, or write the address of another one.</source>
        <translation>ليس لدى مزوّدك مجموعات. اختر خدمة، أو اكتب عنوان خدمة أخرى.</translation>
    </message>
    <message>
        <source>Stopped. Choose a service to look again.</source>
        <translation>أُوقف. اختر خدمة لتبحث من جديد.</translation>
    </message>
    <message>
        <source>Looking for channels…</source>
        <translation>جارٍ البحث عن قنوات…</translation>
    </message>
    <message>
        <source>Type what to look for and press Enter. %1 gets these words.</source>
        <translation>اكتب ما تبحث عنه واضغط Enter. يحصل %1 على هذه الكلمات.</translation>
    </message>
    <message>
        <source>This service shows no channels.</source>
        <translation>لا تُظهر هذه الخدمة قنوات.</translation>
    </message>
    <message>
        <source>No channel has this name.</source>
        <translation>لا قناة بهذا الاسم.</translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <translation>
            <numerusform>لا قنوات</numerusform>
            <numerusform>قناة واحدة</numerusform>
            <numerusform>قناتان</numerusform>
            <numerusform>%n قنوات</numerusform>
            <numerusform>%n قناة</numerusform>
            <numerusform>%n قناة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::FormResult</name>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
</context>
<context>
    <name>jackdaw::ForwardDialog</name>
    <message>
        <source>Forward message</source>
        <translation>إعادة توجيه الرسالة</translation>
    </message>
    <message>
        <source>Find a chat</source>
        <translation>البحث عن محادثة</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>إعادة التوجيه</translation>
    </message>
</context>
<context>
    <name>jackdaw::GatewayContactDialog</name>
    <message>
        <source>Add a contact by %1</source>
        <translation>إضافة جهة اتصال عبر %1</translation>
    </message>
    <message>
        <source>Add contact</source>
        <translation>إضافة جهة اتصال</translation>
    </message>
    <message>
        <source>Their name on the other network</source>
        <translation>اسمه على الشبكة الأخرى</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>As you want to see them. Only you see this.</source>
        <translation>كما تريد أن تراه. أنت وحدك ترى هذا.</translation>
    </message>
    <message>
        <source>Write whom to add.</source>
        <translation>اكتب من تريد إضافته.</translation>
    </message>
</context>
<context>
    <name>jackdaw::GatewayRegistrationDialog</name>
    <message>
        <source>Register with %1</source>
        <translation>التسجيل لدى %1</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>تسجيل</translation>
    </message>
    <message>
        <source>Asking the gateway…</source>
        <translation>جارٍ سؤال البوابة…</translation>
    </message>
    <message>
        <source>Open its web page</source>
        <translation>فتح صفحتها على الويب</translation>
    </message>
    <message>
        <source>You are registered already. What you change here takes the place of what it knows.</source>
        <translation>أنت مسجَّل بالفعل. ما تغيّره هنا يحل محل ما تعرفه.</translation>
    </message>
    <message>
        <source>The gateway asks for nothing here.</source>
        <translation>لا تطلب البوابة شيئًا هنا.</translation>
    </message>
</context>
<context>
    <name>jackdaw::GatewayRemovalDialog</name>
    <message>
        <source>Unregister</source>
        <translation>إلغاء التسجيل</translation>
    </message>
    <message numerus="yes">
        <source>Remove its %n contacts too</source>
        <translation>
            <numerusform>إزالة جهات اتصالها أيضًا</numerusform>
            <numerusform>إزالة جهة اتصالها الواحدة أيضًا</numerusform>
            <numerusform>إزالة جهتي اتصالها أيضًا</numerusform>
            <numerusform>إزالة جهات اتصالها الـ %n أيضًا</numerusform>
            <numerusform>إزالة جهات اتصالها الـ %n أيضًا</numerusform>
            <numerusform>إزالة جهات اتصالها الـ %n أيضًا</numerusform>
        </translation>
    </message>
    <message>
        <source>Unregister from %1?</source>
        <translation>إلغاء التسجيل لدى %1؟</translation>
    </message>
    <message>
        <source>The gateway forgets your name and password of the other network, and nobody there reaches you any more.</source>
        <translation>تنسى البوابة اسمك وكلمة مرورك على الشبكة الأخرى، ولا يصل إليك أحد من هناك بعد ذلك.</translation>
    </message>
</context>
<context>
    <name>jackdaw::GatewaysDialog</name>
    <message>
        <source>Gateways</source>
        <translation>البوابات</translation>
    </message>
    <message>
        <source>A gateway lets you reach people on another network with this account. It signs in there with your name and password of that network, and can read what passes through it.</source>
        <translation>تتيح لك البوابة الوصول إلى أناس على شبكة أخرى بهذا الحساب. تدخل إليها باسمك وكلمة مرورك على تلك الشبكة، وتستطيع قراءة ما يمر عبرها.</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>تسجيل…</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>دخول</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Add a contact…</source>
        <translation>إضافة جهة اتصال…</translation>
    </message>
    <message>
        <source>Unregister…</source>
        <translation>إلغاء التسجيل…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a gateway and its state</comment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Change registration…</source>
        <translation>تغيير التسجيل…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>the address of a gateway and its state</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for gateways…</source>
        <translation>جارٍ البحث عن بوابات…</translation>
    </message>
    <message>
        <source>Your provider has no gateways, and none is among your contacts.</source>
        <translation>ليس لدى مزوّدك بوابات، ولا بوابة بين جهات اتصالك.</translation>
    </message>
</context>
<context>
    <name>jackdaw::GroupFlow</name>
    <message>
        <source>%1 does not want to join %2.</source>
        <translation>لا يريد %1 الانضمام إلى %2.</translation>
    </message>
    <message>
        <source>%1 does not want to join %2: “%3”</source>
        <translation>لا يريد %1 الانضمام إلى %2: «%3»</translation>
    </message>
    <message>
        <source>Somebody else has this name in %1. You keep the one you have.</source>
        <translation>شخص آخر يحمل هذا الاسم في %1. تحتفظ باسمك الحالي.</translation>
    </message>
    <message>
        <source>%1 does not accept this name. You keep the one you have.</source>
        <translation>لا يقبل %1 هذا الاسم. تحتفظ باسمك الحالي.</translation>
    </message>
    <message>
        <source>Remove from group</source>
        <translation>إزالة من المجموعة</translation>
    </message>
    <message>
        <source>Remove %1 from %2 for now?</source>
        <translation>إزالة %1 من %2 مؤقتًا؟</translation>
    </message>
    <message>
        <source>They can join again at once. To keep them out, ban them.</source>
        <translation>يستطيع الانضمام من جديد فورًا. لإبقائه خارجًا احظره.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>حظر</translation>
    </message>
    <message>
        <source>Ban %1 from %2?</source>
        <translation>حظر %1 من %2؟</translation>
    </message>
    <message>
        <source>They are removed and cannot join again until the ban is lifted.</source>
        <translation>يُزال ولا يستطيع الانضمام من جديد إلى أن يُرفع الحظر.</translation>
    </message>
    <message>
        <source>Ban %1</source>
        <translation>حظر %1</translation>
    </message>
    <message>
        <source>Remove their messages too, the newest %1 at most</source>
        <translation>إزالة رسائله أيضًا، أحدث %1 على الأكثر</translation>
    </message>
    <message>
        <source>Remove messages</source>
        <translation>إزالة الرسائل</translation>
    </message>
    <message>
        <source>Remove all messages of %1 for everyone?</source>
        <translation>إزالة كل رسائل %1 للجميع؟</translation>
    </message>
    <message>
        <source>%1 asks everybody’s programs to take away those that are on this computer, the newest %2 at most. Who has read them keeps what they know.</source>
        <translation>يطلب %1 من برامج الجميع أن تزيل ما هو على هذا الحاسوب منها، أحدث %2 على الأكثر. من قرأها يحتفظ بما عرفه.</translation>
    </message>
    <message>
        <source>Make owner</source>
        <translation>جعله مالكًا</translation>
    </message>
    <message>
        <source>Make %1 an owner of %2?</source>
        <translation>جعل %1 مالكًا لـ %2؟</translation>
    </message>
    <message>
        <source>Owners may do everything here: change who owns the group, its settings, and close it for everyone.</source>
        <translation>يستطيع المالكون فعل كل شيء هنا: تغيير من يملك المجموعة، وإعداداتها، وإغلاقها للجميع.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove %1 from %2?</source>
        <translation>إزالة %1 من %2؟</translation>
    </message>
    <message>
        <source>They can no longer read new messages, or join without an invitation.</source>
        <translation>لا يستطيع بعد ذلك قراءة الرسائل الجديدة، ولا الانضمام بلا دعوة.</translation>
    </message>
    <message>
        <source>Take what %1 is in %2?</source>
        <translation>سحب صفة %1 في %2؟</translation>
    </message>
    <message>
        <source>They can stay, with the rights that everybody has.</source>
        <translation>يستطيع البقاء، بالحقوق التي للجميع.</translation>
    </message>
    <message>
        <source>Remove rights</source>
        <translation>سحب الحقوق</translation>
    </message>
    <message>
        <source>Remove message</source>
        <translation>إزالة الرسالة</translation>
    </message>
    <message>
        <source>Remove this message of %1 for everyone?</source>
        <translation>إزالة رسالة %1 هذه للجميع؟</translation>
    </message>
    <message>
        <source>%1 asks everybody’s programs to take it away. Who has read it keeps what they know.</source>
        <translation>يطلب %1 من برامج الجميع إزالتها. من قرأها يحتفظ بما عرفه.</translation>
    </message>
    <message>
        <source>Remove all other messages of %1 too, the newest %2 at most</source>
        <translation>إزالة كل رسائل %1 الأخرى أيضًا، أحدث %2 على الأكثر</translation>
    </message>
    <message>
        <source>Somebody else has this name in the group. Choose another one.</source>
        <translation>شخص آخر يحمل هذا الاسم في المجموعة. اختر غيره.</translation>
    </message>
    <message>
        <source>This group wants to know more of you before it keeps a name. Ask an owner to do it.</source>
        <translation>تريد هذه المجموعة معرفة المزيد عنك قبل أن تحفظ لك اسمًا. اطلب من مالك أن يفعل ذلك.</translation>
    </message>
    <message>
        <source>Choose a picture for the group</source>
        <translation>اختيار صورة للمجموعة</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>صور (%1)</translation>
    </message>
    <message>
        <source>The group has no picture any more.</source>
        <translation>لم تعد للمجموعة صورة.</translation>
    </message>
    <message>
        <source>The group has this picture now.</source>
        <translation>للمجموعة هذه الصورة الآن.</translation>
    </message>
    <message>
        <source>%1 lets nobody but its owners change its picture. Ask one of them.</source>
        <translation>لا يسمح %1 لغير مالكيه بتغيير صورته. اسأل أحدهم.</translation>
    </message>
    <message>
        <source>%1 keeps no picture. Ask its provider.</source>
        <translation>لا يحفظ %1 صورة. اسأل مزوّده.</translation>
    </message>
    <message>
        <source>%1 does not accept this picture. Choose a simpler one.</source>
        <translation>لا يقبل %1 هذه الصورة. اختر أبسط منها.</translation>
    </message>
</context>
<context>
    <name>jackdaw::GroupSettingsDialog</name>
    <message>
        <source>Group settings</source>
        <translation>إعدادات المجموعة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Your name in the group</source>
        <translation>اسمك في المجموعة</translation>
    </message>
    <message>
        <source>Keep this name for you</source>
        <translation>حفظ هذا الاسم لك</translation>
    </message>
    <message>
        <source>Join by itself when you sign in</source>
        <translation>الانضمام تلقائيًا عند تسجيل دخولك</translation>
    </message>
    <message>
        <source>Show who joins and leaves</source>
        <translation>إظهار من ينضم ومن يغادر</translation>
    </message>
    <message>
        <source>Only you see this name, on all your devices.</source>
        <translation>أنت وحدك ترى هذا الاسم، على كل أجهزتك.</translation>
    </message>
    <message>
        <source>Everybody in the group sees it.</source>
        <translation>يراه كل من في المجموعة.</translation>
    </message>
    <message>
        <source>Only moderators can change it.</source>
        <translation>لا يستطيع تغييره إلا المشرفون.</translation>
    </message>
    <message>
        <source>Nobody else can use it in this group</source>
        <translation>لا يستطيع غيرك استعماله في هذه المجموعة</translation>
    </message>
    <message>
        <source>Notify about</source>
        <translation>الإشعار بـ</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>كل الرسائل</translation>
    </message>
    <message>
        <source>Only messages that mention you</source>
        <translation>الرسائل التي تذكرك فقط</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Set picture…</source>
        <translation>تعيين صورة…</translation>
    </message>
    <message>
        <source>Remove picture</source>
        <translation>إزالة الصورة</translation>
    </message>
    <message>
        <source>Configure group…</source>
        <translation>إعداد المجموعة…</translation>
    </message>
    <message>
        <source>Close group for everyone…</source>
        <translation>إغلاق المجموعة للجميع…</translation>
    </message>
    <message>
        <source>The group keeps the name %1 for you.</source>
        <translation>تحفظ المجموعة لك الاسم %1.</translation>
    </message>
    <message>
        <source>You need a name in the group.</source>
        <translation>تحتاج إلى اسم في المجموعة.</translation>
    </message>
</context>
<context>
    <name>jackdaw::GroupTrustDialog</name>
    <message>
        <source>Encryption in %1</source>
        <translation>التعمية في %1</translation>
    </message>
    <message>
        <source>Encrypt this group</source>
        <translation>تعمية هذه المجموعة</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>متوقفة</translation>
    </message>
    <message>
        <source>Who can read what you write here</source>
        <translation>من يستطيع قراءة ما تكتبه هنا</translation>
    </message>
    <message>
        <source>It is not known yet who is in this group.</source>
        <translation>لا يُعرف بعد من في هذه المجموعة.</translation>
    </message>
    <message>
        <source>This group does not tell who reads along.</source>
        <translation>لا تقول هذه المجموعة من يقرأ معك.</translation>
    </message>
    <message>
        <source>This group is too large to be encrypted (over 500 people).</source>
        <translation>هذه المجموعة أكبر من أن تُعمّى (أكثر من 500 شخص).</translation>
    </message>
    <message>
        <source>The servers that pass messages on can read them.</source>
        <translation>تستطيع الخوادم التي تمرّر الرسائل قراءتها.</translation>
    </message>
    <message>
        <source>What you write waits.</source>
        <translation>ما تكتبه ينتظر.</translation>
    </message>
    <message>
        <source>What you write is encrypted for everybody on the group&apos;s list, and for nobody else.</source>
        <translation>يُعمّى ما تكتبه لكل من في قائمة المجموعة، ولا لأحد سواهم.</translation>
    </message>
    <message numerus="yes">
        <source>What you write is encrypted. %Ln people in this group cannot read it.</source>
        <translation>
            <numerusform>يُعمّى ما تكتبه. يستطيع كل من في هذه المجموعة قراءته.</numerusform>
            <numerusform>يُعمّى ما تكتبه. شخص واحد في هذه المجموعة لا يستطيع قراءته.</numerusform>
            <numerusform>يُعمّى ما تكتبه. شخصان في هذه المجموعة لا يستطيعان قراءته.</numerusform>
            <numerusform>يُعمّى ما تكتبه. %Ln أشخاص في هذه المجموعة لا يستطيعون قراءته.</numerusform>
            <numerusform>يُعمّى ما تكتبه. %Ln شخصًا في هذه المجموعة لا يستطيعون قراءته.</numerusform>
            <numerusform>يُعمّى ما تكتبه. %Ln شخص في هذه المجموعة لا يستطيعون قراءته.</numerusform>
        </translation>
    </message>
    <message>
        <source>Devices…</source>
        <translation>الأجهزة…</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>تحقّق…</translation>
    </message>
    <message>
        <source>Being looked at; what you write waits</source>
        <translation>يُنظر في الأمر؛ ما تكتبه ينتظر</translation>
    </message>
    <message>
        <source>On. Keys are on their way; what you write waits for them</source>
        <translation>تعمل. المفاتيح في الطريق؛ ما تكتبه ينتظرها</translation>
    </message>
    <message>
        <source>On. No device there can read it now: what you write waits</source>
        <translation>تعمل. لا يستطيع أي جهاز هناك قراءتها الآن: ما تكتبه ينتظر</translation>
    </message>
    <message>
        <source>Send without encryption from now on?</source>
        <translation>الإرسال بلا تعمية من الآن؟</translation>
    </message>
    <message>
        <source>What you write to %1, and what waits, can then be read by the servers that pass it on.</source>
        <translation>ما تكتبه إلى %1، وما ينتظر، تستطيع عندئذ الخوادم التي تمرّره قراءته.</translation>
    </message>
    <message>
        <source>Switch encryption off</source>
        <translation>إيقاف التعمية</translation>
    </message>
    <message>
        <source>On for all messages, files and voice</source>
        <translation>تعمل لكل الرسائل والملفات والصوت</translation>
    </message>
</context>
<context>
    <name>jackdaw::HistoryLine</name>
    <message>
        <source>Older messages stopped. %1</source>
        <extracomment>%1: what happened, a sentence</extracomment>
        <translation>توقفت الرسائل الأقدم. %1</translation>
    </message>
    <message>
        <source>Older messages: %L1 of about %L2</source>
        <translation>الرسائل الأقدم: %L1 من نحو %L2</translation>
    </message>
    <message>
        <source>Older messages: %L1 so far</source>
        <translation>الرسائل الأقدم: %L1 حتى الآن</translation>
    </message>
    <message>
        <source>Fetching older messages…</source>
        <translation>جارٍ جلب الرسائل الأقدم…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Pause fetching older messages</source>
        <translation>إيقاف جلب الرسائل الأقدم مؤقتًا</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Go on fetching older messages</source>
        <translation>متابعة جلب الرسائل الأقدم</translation>
    </message>
    <message>
        <source>Older messages are paused.</source>
        <translation>جلب الرسائل الأقدم متوقف مؤقتًا.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ImportDialog</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Import contacts</source>
        <translation>استيراد جهات اتصال</translation>
    </message>
    <message>
        <source>To account</source>
        <translation>إلى الحساب</translation>
    </message>
    <message>
        <source>Contacts that will be added</source>
        <translation>جهات الاتصال التي ستُضاف</translation>
    </message>
    <message numerus="yes">
        <source>%n contacts will be added. Each is asked whether you may see when they are available.</source>
        <translation>
            <numerusform>لن تُضاف أي جهة اتصال.</numerusform>
            <numerusform>ستُضاف جهة اتصال واحدة. تُسأل هل يحق لك أن ترى متى هي متاحة.</numerusform>
            <numerusform>ستُضاف جهتا اتصال. تُسأل كل منهما هل يحق لك أن ترى متى هي متاحة.</numerusform>
            <numerusform>ستُضاف %n جهات اتصال. تُسأل كل منها هل يحق لك أن ترى متى هي متاحة.</numerusform>
            <numerusform>ستُضاف %n جهة اتصال. تُسأل كل منها هل يحق لك أن ترى متى هي متاحة.</numerusform>
            <numerusform>ستُضاف %n جهة اتصال. تُسأل كل منها هل يحق لك أن ترى متى هي متاحة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are there already and stay as they are.</source>
        <translation>
            <numerusform>لا شيء منها موجود.</numerusform>
            <numerusform>واحدة موجودة بالفعل وتبقى كما هي.</numerusform>
            <numerusform>اثنتان موجودتان بالفعل وتبقيان كما هما.</numerusform>
            <numerusform>%n موجودة بالفعل وتبقى كما هي.</numerusform>
            <numerusform>%n موجودة بالفعل وتبقى كما هي.</numerusform>
            <numerusform>%n موجودة بالفعل وتبقى كما هي.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines have no address and are left out.</source>
        <translation>
            <numerusform>لا سطور بلا عنوان.</numerusform>
            <numerusform>سطر واحد بلا عنوان، ويُترك.</numerusform>
            <numerusform>سطران بلا عنوان، ويُتركان.</numerusform>
            <numerusform>%n أسطر بلا عنوان، وتُترك.</numerusform>
            <numerusform>%n سطرًا بلا عنوان، وتُترك.</numerusform>
            <numerusform>%n سطر بلا عنوان، وتُترك.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file has more than can be read at once.</source>
        <translation>في الملف أكثر مما يمكن قراءته دفعة واحدة.</translation>
    </message>
    <message numerus="yes">
        <source>Add %n contacts</source>
        <translation>
            <numerusform>إضافة جهات الاتصال</numerusform>
            <numerusform>إضافة جهة اتصال واحدة</numerusform>
            <numerusform>إضافة جهتي اتصال</numerusform>
            <numerusform>إضافة %n جهات اتصال</numerusform>
            <numerusform>إضافة %n جهة اتصال</numerusform>
            <numerusform>إضافة %n جهة اتصال</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>%L1 of %L2 added.</source>
        <translation>أُضيفت %L1 من %L2.</translation>
    </message>
    <message numerus="yes">
        <source>%n were not: %1</source>
        <translation>
            <numerusform>أُضيفت كلها: %1</numerusform>
            <numerusform>لم تُضَف واحدة: %1</numerusform>
            <numerusform>لم تُضَف اثنتان: %1</numerusform>
            <numerusform>لم تُضَف %n: %1</numerusform>
            <numerusform>لم تُضَف %n: %1</numerusform>
            <numerusform>لم تُضَف %n: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::InvitationList</name>
    <message>
        <source>Group invitations</source>
        <translation>دعوات المجموعات</translation>
    </message>
    <message>
        <source>You are invited to this group</source>
        <translation>أنت مدعو إلى هذه المجموعة</translation>
    </message>
    <message>
        <source>%1 invites you to this group</source>
        <translation>يدعوك %1 إلى هذه المجموعة</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>To account %1</source>
        <translation>إلى الحساب %1</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
</context>
<context>
    <name>jackdaw::InviteDialog</name>
    <message>
        <source>Add people</source>
        <translation>إضافة أشخاص</translation>
    </message>
    <message>
        <source>Find a contact</source>
        <translation>البحث عن جهة اتصال</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>They become members of %1 and are asked to join it.</source>
        <translation>يصبحون أعضاء في %1 ويُطلب منهم الانضمام إليها.</translation>
    </message>
    <message>
        <source>They are asked to join %1.</source>
        <translation>يُطلب منهم الانضمام إلى %1.</translation>
    </message>
    <message>
        <source>Of somebody who is none of your contacts.</source>
        <translation>لمن ليس من جهات اتصالك.</translation>
    </message>
    <message>
        <source>They see it. You can leave this empty.</source>
        <translation>يرونه. يمكنك ترك هذا فارغًا.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Nobody chosen yet</source>
        <translation>لم يُختر أحد بعد</translation>
    </message>
    <message numerus="yes">
        <source>%n people chosen</source>
        <translation>
            <numerusform>لم يُختر أحد</numerusform>
            <numerusform>اختير شخص واحد</numerusform>
            <numerusform>اختير شخصان</numerusform>
            <numerusform>اختير %n أشخاص</numerusform>
            <numerusform>اختير %n شخصًا</numerusform>
            <numerusform>اختير %n شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>This is no address. Write it like name@provider.example.</source>
        <translation>ليس هذا عنوانًا. اكتبه مثل name@provider.example.</translation>
    </message>
    <message>
        <source>Choose somebody, or write an address.</source>
        <translation>اختر أحدًا، أو اكتب عنوانًا.</translation>
    </message>
    <message>
        <source>No contact is called so. To ask somebody else, write their whole address, like name@provider.example.</source>
        <translation>لا توجد جهة اتصال بهذا الاسم. لدعوة شخص آخر اكتب عنوانه كاملًا، مثل name@provider.example.</translation>
    </message>
    <message>
        <source>None of your contacts</source>
        <translation>ليس من جهات اتصالك</translation>
    </message>
    <message>
        <source>%1, none of your contacts</source>
        <extracomment>an address, read out</extracomment>
        <translation>‏%1، ليس من جهات اتصالك</translation>
    </message>
</context>
<context>
    <name>jackdaw::JoinGroupDialog</name>
    <message>
        <source>Join a group</source>
        <translation>الانضمام إلى مجموعة</translation>
    </message>
    <message>
        <source>Join group</source>
        <translation>الانضمام إلى المجموعة</translation>
    </message>
    <message>
        <source>With account</source>
        <translation>بالحساب</translation>
    </message>
    <message>
        <source>Group address</source>
        <translation>عنوان المجموعة</translation>
    </message>
    <message>
        <source>Your name in the group</source>
        <translation>اسمك في المجموعة</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>group@groups.provider.example</source>
        <translation>group@groups.provider.example</translation>
    </message>
    <message>
        <source>Empty: the name of your account.</source>
        <translation>فارغ: اسم حسابك.</translation>
    </message>
    <message>
        <source>Only if the group has one.</source>
        <translation>فقط إن كان للمجموعة واحدة.</translation>
    </message>
    <message>
        <source>Find channels</source>
        <translation>البحث عن قنوات</translation>
    </message>
    <message>
        <source>This is no address of a group. Write it like group@groups.provider.example.</source>
        <translation>ليس هذا عنوان مجموعة. اكتبه مثل group@groups.provider.example.</translation>
    </message>
</context>
<context>
    <name>jackdaw::JumpButton</name>
    <message>
        <source>Jump to newest, %L1 new</source>
        <translation>القفز إلى الأحدث، %L1 جديدة</translation>
    </message>
    <message>
        <source>Jump to newest</source>
        <translation>القفز إلى الأحدث</translation>
    </message>
    <message>
        <source>%1 (End)</source>
        <translation>%1 (End)</translation>
    </message>
</context>
<context>
    <name>jackdaw::KeyboardPage</name>
    <message>
        <source>Keyboard</source>
        <translation>لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>البحث عن اختصار</translation>
    </message>
    <message>
        <source>No shortcut has these words.</source>
        <translation>لا اختصار فيه هذه الكلمات.</translation>
    </message>
</context>
<context>
    <name>jackdaw::Label</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>تحديد الكل</translation>
    </message>
</context>
<context>
    <name>jackdaw::LanguageMenu</name>
    <message>
        <source>Used from the next start</source>
        <translation>تُستعمل من البدء التالي</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>لغة النظام</translation>
    </message>
</context>
<context>
    <name>jackdaw::LinkCheck</name>
    <message>
        <source>The clipboard holds no link with keys. Copy the one that %1 shows you, then try again.</source>
        <translation>ليس في الحافظة رابط فيه مفاتيح. انسخ الذي يُريك إياه %1 ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Picture with a code</source>
        <translation>صورة فيها رمز</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;All files (*)</source>
        <translation>صور (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy one with the code of %1, then try again.</source>
        <translation>ليس في الحافظة صورة. انسخ صورة فيها رمز %1 ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>This desktop shows no program what is on the screen. Take a picture of the screen yourself, then choose its file.</source>
        <translation>لا يُري سطح المكتب هذا أي برنامج ما على الشاشة. التقط صورة للشاشة بنفسك ثم اختر ملفها.</translation>
    </message>
    <message>
        <source>Codes cannot be read: a part of Jackdaw is not installed. Compare the numbers instead.</source>
        <translation>لا يمكن قراءة الرموز: جزء من Jackdaw غير مثبّت. قارن الأرقام بدلًا من ذلك.</translation>
    </message>
    <message>
        <source>That is no picture that can be read. Choose another one.</source>
        <translation>ليست هذه صورة يمكن قراءتها. اختر غيرها.</translation>
    </message>
    <message>
        <source>That code is of %1, not of %2.</source>
        <translation>ذلك الرمز لـ %1، لا لـ %2.</translation>
    </message>
    <message>
        <source>That is your own code. Scan the one that %1 shows you.</source>
        <translation>ذلك رمزك أنت. امسح الذي يُريك إياه %1.</translation>
    </message>
    <message>
        <source>That code is for something else: it names no keys. Scan the one that %1 shows for checking devices.</source>
        <translation>ذلك الرمز لشيء آخر: لا يسمّي مفاتيح. امسح الذي يُظهره %1 للتحقق من الأجهزة.</translation>
    </message>
    <message>
        <source>No code was found. It has to be in the picture whole, sharp and not too small.</source>
        <translation>لم يُعثر على رمز. يجب أن يكون في الصورة كاملًا وواضحًا وغير صغير جدًا.</translation>
    </message>
    <message>
        <source>That link is of %1, not of %2.</source>
        <translation>ذلك الرابط لـ %1، لا لـ %2.</translation>
    </message>
    <message>
        <source>A device shows another key than the code or link says. Nothing was taken for checked. Ask %1 what happened.</source>
        <translation>جهاز يُظهر مفتاحًا غير ما يقوله الرمز أو الرابط. لم يُعَدّ شيء متحقَّقًا منه. اسأل %1 عما حدث.</translation>
    </message>
    <message>
        <source>It names none of the devices that are known here.</source>
        <translation>لا يسمّي أيًا من الأجهزة المعروفة هنا.</translation>
    </message>
    <message>
        <source>Check devices</source>
        <translation>التحقق من الأجهزة</translation>
    </message>
    <message numerus="yes">
        <source>The keys of %Ln devices are the same. Did %1 show you this in person?</source>
        <translation>
            <numerusform>لا مفاتيح متطابقة. هل أراك %1 هذا وجهًا لوجه؟</numerusform>
            <numerusform>مفتاح جهاز واحد مطابق. هل أراك %1 هذا وجهًا لوجه؟</numerusform>
            <numerusform>مفتاحا جهازين مطابقان. هل أراك %1 هذا وجهًا لوجه؟</numerusform>
            <numerusform>مفاتيح %Ln أجهزة مطابقة. هل أراك %1 هذا وجهًا لوجه؟</numerusform>
            <numerusform>مفاتيح %Ln جهازًا مطابقة. هل أراك %1 هذا وجهًا لوجه؟</numerusform>
            <numerusform>مفاتيح %Ln جهاز مطابقة. هل أراك %1 هذا وجهًا لوجه؟</numerusform>
        </translation>
    </message>
    <message>
        <source>What came in a message, whoever can read along may have changed.</source>
        <translation>ما جاء في رسالة قد يكون غيّره كل من يستطيع القراءة معك.</translation>
    </message>
    <message>
        <source>Yes, they are checked</source>
        <translation>نعم، تُحقِّق منها</translation>
    </message>
</context>
<context>
    <name>jackdaw::LivePlaceDialog</name>
    <message>
        <source>Share live location</source>
        <translation>مشاركة الموقع المباشر</translation>
    </message>
    <message>
        <source>Start sharing</source>
        <translation>بدء المشاركة</translation>
    </message>
    <message>
        <source>%1 sees where you go until the time is over, you stop it, sign out or quit.</source>
        <translation>يرى %1 أين تذهب حتى ينتهي الوقت أو توقف المشاركة أو تسجّل الخروج أو تُغلق البرنامج.</translation>
    </message>
    <message>
        <source>It is end-to-end encrypted: nobody else can read it, your server neither.</source>
        <translation>هو مشفّر من طرف إلى طرف: لا يقرؤه أحد غيره، ولا خادمك.</translation>
    </message>
    <message>
        <source>None of your other contacts can. This chat is not encrypted, so the servers could read it.</source>
        <translation>لا يستطيع ذلك أحد من جهات اتصالك الأخرى. هذه المحادثة غير مشفّرة، فتستطيع الخوادم قراءته.</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 دقيقة</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>ساعة واحدة</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 ساعات</translation>
    </message>
    <message>
        <source>Looking for your position…</source>
        <translation>جارٍ البحث عن موقعك…</translation>
    </message>
</context>
<context>
    <name>jackdaw::LocalDemo</name>
    <message>
        <source>The local demo</source>
        <translation>العرض التجريبي المحلي</translation>
    </message>
</context>
<context>
    <name>jackdaw::LogDialog</name>
    <message>
        <source>Earlier</source>
        <translation>أقدم</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>Presence log</source>
        <translation>سجل الحضور</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>المعروض</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>يوم</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>أسبوع</translation>
    </message>
    <message>
        <source>How many are to be available</source>
        <translation>كم يجب أن يكونوا متاحين</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Available at once, at least</source>
        <translation>متاحون معًا، على الأقل</translation>
    </message>
    <message>
        <source>Save the log as CSV…</source>
        <translation>حفظ السجل بصيغة CSV…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Group: %1</source>
        <translation>المجموعة: %1</translation>
    </message>
    <message>
        <source>%L1 or more</source>
        <extracomment>the first line of a team&apos;s day: so many at once</extracomment>
        <translation>%L1 أو أكثر</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>غير معروف</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>the first and the last day of a week</extracomment>
        <translation>%1 إلى %2</translation>
    </message>
    <message>
        <source>Nobody is watched yet.</source>
        <translation>لا أحد مراقَب بعد.</translation>
    </message>
    <message>
        <source>Nothing was logged then. The log is switched on under Settings, Presence and alerts.</source>
        <translation>لم يُسجَّل شيء حينها. يُشغَّل السجل في الإعدادات، ضمن الحضور والتنبيهات.</translation>
    </message>
    <message>
        <source>%1 was available for %2 of %3 that are known.</source>
        <extracomment>a person; how long they were available, of how long anything is known</extracomment>
        <translation>كان %1 متاحًا %2 من %3 المعروفة.</translation>
    </message>
    <message>
        <source>%1 or more of %2 were available for %3 of %4 that are known.</source>
        <extracomment>how many; the name of a group; how long; of how long anything is known</extracomment>
        <translation>كان %1 أو أكثر من %2 متاحين %3 من %4 المعروفة.</translation>
    </message>
    <message>
        <source>midnight</source>
        <translation>منتصف الليل</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>من %1 إلى %2</translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 من %2 إلى %3</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>وأكثر</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 في المجموع</translation>
    </message>
</context>
<context>
    <name>jackdaw::LongTaskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>جارٍ الإيقاف…</translation>
    </message>
</context>
<context>
    <name>jackdaw::LookAlikes</name>
    <message>
        <source>%1, not %2 from your contacts</source>
        <translation>%1، وليس %2 من جهات اتصالك</translation>
    </message>
    <message>
        <source>May not be %1 from your contacts</source>
        <translation>قد لا يكون %1 من جهات اتصالك</translation>
    </message>
    <message>
        <source>Not the same as %1</source>
        <translation>ليس هو نفسه %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::MainWindow</name>
    <message>
        <source>Jackdaw</source>
        <translation>Jackdaw</translation>
    </message>
    <message>
        <source>The presence board has its own window</source>
        <translation>للوحة الحضور نافذتها</translation>
    </message>
    <message>
        <source>It stays above the others until you bring it back.</source>
        <translation>تبقى فوق غيرها إلى أن تعيدها.</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>إعادتها</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>مشكلة</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>%1, Jackdaw</source>
        <extracomment>the name of a chat</extracomment>
        <translation>%1، Jackdaw</translation>
    </message>
    <message>
        <source>%1 (%L2)</source>
        <translation>%1 (%L2)</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Account and status</source>
        <translation>الحساب والحالة</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>My own devices</source>
        <translation>أجهزتي</translation>
    </message>
</context>
<context>
    <name>jackdaw::MemberCardDialog</name>
    <message>
        <source>Profile</source>
        <translation>الملف الشخصي</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>العنوان: %1</translation>
    </message>
    <message>
        <source>In %1. They are none of your contacts: add them to see their profile, and when they are there.</source>
        <extracomment>%1: the name of a group</extracomment>
        <translation>في %1. ليس من جهات اتصالك: أضفه لترى ملفه ومتى يكون متصلًا.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Add contact…</source>
        <translation>إضافة جهة اتصال…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
</context>
<context>
    <name>jackdaw::MembersPane</name>
    <message>
        <source>Find a member</source>
        <translation>البحث عن عضو</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>إضافة أشخاص</translation>
    </message>
    <message>
        <source>Close members</source>
        <translation>إغلاق الأعضاء</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
</context>
<context>
    <name>jackdaw::MenuButton</name>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
    <message>
        <source>Something is unread</source>
        <translation>يوجد غير مقروء</translation>
    </message>
</context>
<context>
    <name>jackdaw::MessageAccessible</name>
    <message>
        <source>Open link</source>
        <translation>فتح الرابط</translation>
    </message>
    <message>
        <source>Show spoiler</source>
        <translation>إظهار النص المخفي</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Ask to resend</source>
        <translation>طلب إعادة الإرسال</translation>
    </message>
    <message>
        <source>Hide spoiler</source>
        <translation>إخفاء النص من جديد</translation>
    </message>
</context>
<context>
    <name>jackdaw::MessageDetails</name>
    <message>
        <source>Message details</source>
        <translation>تفاصيل الرسالة</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>من: %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>العنوان: %1</translation>
    </message>
    <message>
        <source>Time: %1</source>
        <translation>الوقت: %1</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>الحالة: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>حُذفت: %1</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>عُدّلت: %1</translation>
    </message>
    <message>
        <source>Pinned: %1</source>
        <translation>ثُبّتت: %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>حُفظت: %1</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>اطّلع عليها</translation>
    </message>
    <message>
        <source>Reactions</source>
        <translation>التفاعلات</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>النسخ السابقة</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::MessageToolbar</name>
    <message>
        <source>Add reaction</source>
        <translation>إضافة تفاعل</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>More message actions</source>
        <translation>إجراءات أخرى للرسالة</translation>
    </message>
</context>
<context>
    <name>jackdaw::NetworkPage</name>
    <message>
        <source>Connect this way</source>
        <translation>الاتصال بهذه الطريقة</translation>
    </message>
    <message>
        <source>Connects only to a server with this certificate, which you trusted</source>
        <translation>يتصل فقط بخادم له هذه الشهادة التي وثقتَ بها</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>نسيان…</translation>
    </message>
    <message>
        <source>Forget the certificate of %1</source>
        <translation>نسيان شهادة %1</translation>
    </message>
    <message>
        <source>Connect %1 this way</source>
        <translation>اتصال %1 بهذه الطريقة</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint: %1</source>
        <translation>بصمة SHA-256: %1</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>الشبكة</translation>
    </message>
    <message>
        <source>There is no account in this profile.</source>
        <translation>لا حساب في هذا الملف.</translation>
    </message>
    <message>
        <source>How each account reaches its server.</source>
        <translation>كيف يصل كل حساب إلى خادمه.</translation>
    </message>
    <message>
        <source>Forget certificate</source>
        <translation>نسيان الشهادة</translation>
    </message>
    <message>
        <source>Forget the certificate that you trusted for %1?</source>
        <translation>نسيان الشهادة التي وثقتَ بها لـ %1؟</translation>
    </message>
    <message>
        <source>Jackdaw then connects only if an authority that is trusted here vouches for the server.</source>
        <translation>لا يتصل Jackdaw عندئذ إلا إن شهدت للخادم جهة موثوق بها هنا.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>jackdaw::NewChatDialog</name>
    <message>
        <source>New chat</source>
        <translation>محادثة جديدة</translation>
    </message>
    <message>
        <source>Whom do you want to write to?</source>
        <translation>لمن تريد أن تكتب؟</translation>
    </message>
    <message>
        <source>From account</source>
        <translation>من الحساب</translation>
    </message>
    <message>
        <source>Name or address</source>
        <translation>الاسم أو العنوان</translation>
    </message>
    <message>
        <source>name@provider.example</source>
        <translation>name@provider.example</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>مجموعة جديدة</translation>
    </message>
    <message>
        <source>Join a group</source>
        <translation>الانضمام إلى مجموعة</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>الاقتراحات</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>فتح المحادثة</translation>
    </message>
    <message>
        <source>No contact has this name. Write an address like name@provider.example.</source>
        <translation>لا جهة اتصال بهذا الاسم. اكتب عنوانًا مثل name@provider.example.</translation>
    </message>
</context>
<context>
    <name>jackdaw::NewGroupDialog</name>
    <message>
        <source>New group</source>
        <translation>مجموعة جديدة</translation>
    </message>
    <message>
        <source>Create group</source>
        <translation>إنشاء مجموعة</translation>
    </message>
    <message>
        <source>With account</source>
        <translation>بالحساب</translation>
    </message>
    <message>
        <source>Group name</source>
        <translation>اسم المجموعة</translation>
    </message>
    <message>
        <source>Private group</source>
        <translation>مجموعة خاصة</translation>
    </message>
    <message>
        <source>Public channel</source>
        <translation>قناة عامة</translation>
    </message>
    <message>
        <source>Your name in the group</source>
        <translation>اسمك في المجموعة</translation>
    </message>
    <message>
        <source>Empty: the name of your account.</source>
        <translation>فارغ: اسم حسابك.</translation>
    </message>
    <message>
        <source>Only people who are invited can join. Members see each other’s addresses.</source>
        <translation>لا ينضم إلا المدعوون. يرى الأعضاء عناوين بعضهم.</translation>
    </message>
    <message>
        <source>Everybody can find it and join. Members go by their names there.</source>
        <translation>يستطيع الجميع إيجادها والانضمام. يُعرف الأعضاء بأسمائهم هناك.</translation>
    </message>
    <message>
        <source>Give the group a name.</source>
        <translation>أعطِ المجموعة اسمًا.</translation>
    </message>
</context>
<context>
    <name>jackdaw::NewStickerPackDialog</name>
    <message>
        <source>New sticker pack</source>
        <translation>حزمة ملصقات جديدة</translation>
    </message>
    <message>
        <source>Make pack</source>
        <translation>إنشاء الحزمة</translation>
    </message>
    <message>
        <source>Name of the pack</source>
        <translation>اسم الحزمة</translation>
    </message>
    <message>
        <source>Emoji or words for %1</source>
        <translation>رمز تعبيري أو كلمات لـ %1</translation>
    </message>
    <message>
        <source>A pack has room for %1 pictures: the first %1 of the %2 that you chose are taken.</source>
        <translation>تتسع الحزمة لـ %1 صورة: تؤخذ أول %1 من أصل %2 اخترتها.</translation>
    </message>
    <message>
        <source>The pictures are put on your server, where whoever knows your address can find and fetch them.</source>
        <translation>توضع الصور على خادمك، حيث يستطيع كل من يعرف عنوانك أن يجدها ويجلبها.</translation>
    </message>
    <message>
        <source>The pack needs a name.</source>
        <translation>تحتاج الحزمة إلى اسم.</translation>
    </message>
</context>
<context>
    <name>jackdaw::NotificationsPage</name>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation>عرض الإشعارات</translation>
    </message>
    <message>
        <source>For new messages while you look at something else</source>
        <translation>للرسائل الجديدة وأنت تنظر إلى شيء آخر</translation>
    </message>
    <message>
        <source>Show what was written</source>
        <translation>عرض ما كُتب</translation>
    </message>
    <message>
        <source>Otherwise only who wrote</source>
        <translation>وإلا فمن كتب فقط</translation>
    </message>
    <message>
        <source>Notifications are off</source>
        <translation>الإشعارات متوقفة</translation>
    </message>
    <message>
        <source>In groups</source>
        <translation>في المجموعات</translation>
    </message>
    <message>
        <source>Words that notify you</source>
        <translation>كلمات تُشعرك</translation>
    </message>
    <message>
        <source>Like your name, your street or your project, with commas between them. Messages in groups with one of these words count as mentions.</source>
        <translation>كاسمك أو شارعك أو مشروعك، بينها فواصل. الرسائل في المجموعات التي فيها إحدى هذه الكلمات تُعد إشارات إليك.</translation>
    </message>
    <message>
        <source>Icon in the system tray</source>
        <translation>أيقونة في منطقة النظام</translation>
    </message>
    <message>
        <source>With a dot for unread messages; keeps Jackdaw running when its window is closed</source>
        <translation>مع نقطة للرسائل غير المقروءة؛ تُبقي Jackdaw عاملًا عند إغلاق نافذته</translation>
    </message>
</context>
<context>
    <name>jackdaw::OwnNameField</name>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>What your contacts see, unless they call you otherwise.</source>
        <translation>ما تراه جهات اتصالك، ما لم تسمّك باسم آخر.</translation>
    </message>
    <message>
        <source>Not published. %1</source>
        <translation>لم يُنشر. %1</translation>
    </message>
    <message>
        <source>Publishing…</source>
        <translation>جارٍ النشر…</translation>
    </message>
    <message>
        <source>Waits, and is published once this account is connected.</source>
        <translation>ينتظر، ويُنشر متى اتصل هذا الحساب.</translation>
    </message>
    <message>
        <source>Published. Your contacts see it now.</source>
        <translation>نُشر. تراه جهات اتصالك الآن.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>سُحب.</translation>
    </message>
    <message>
        <source>Your name stays. To take it back, empty the field and press Enter.</source>
        <translation>يبقى اسمك. لسحبه أفرغ الحقل واضغط Enter.</translation>
    </message>
</context>
<context>
    <name>jackdaw::OwnProfileDialog</name>
    <message>
        <source>Your profile</source>
        <translation>ملفك الشخصي</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Several are separated by commas.</source>
        <translation>تُفصل العدة بفواصل.</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>الاسم الكامل</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>الاسم المستعار</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>المؤسسة</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>المسمّى</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>الويب</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Year-month-day, as 1990-05-23.</source>
        <translation>سنة-شهر-يوم، مثل 1990-05-23.</translation>
    </message>
    <message>
        <source>About you</source>
        <translation>عنك</translation>
    </message>
    <message>
        <source>Who may see it</source>
        <translation>من يحق له رؤيته</translation>
    </message>
    <message>
        <source>Your contacts</source>
        <translation>جهات اتصالك</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>الجميع</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>لا أحد</translation>
    </message>
    <message>
        <source>Contacts are those whom you let see when you are available. Older programs find it only if everybody may see it.</source>
        <translation>جهات الاتصال هم من تسمح لهم برؤية متى أنت متاح. لا تجده البرامج القديمة إلا إن سُمح للجميع برؤيته.</translation>
    </message>
    <message>
        <source>This is no date. Write it as 1990-05-23.</source>
        <translation>ليس هذا تاريخًا. اكتبه مثل 1990-05-23.</translation>
    </message>
    <message>
        <source>This is no web address. It begins with https://</source>
        <translation>ليس هذا عنوان ويب. يبدأ بـ https://</translation>
    </message>
</context>
<context>
    <name>jackdaw::PaneSplitter</name>
    <message>
        <source>Width of the list</source>
        <translation>عرض القائمة</translation>
    </message>
</context>
<context>
    <name>jackdaw::PasswordChangeDialog</name>
    <message>
        <source>Change password</source>
        <translation>تغيير كلمة المرور</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>كلمة المرور الجديدة</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>كلمة المرور الجديدة مرة أخرى</translation>
    </message>
    <message>
        <source>For %1. Your other devices ask for the new password.</source>
        <translation>لـ %1. تسأل أجهزتك الأخرى عن كلمة المرور الجديدة.</translation>
    </message>
    <message>
        <source>Type the new password.</source>
        <translation>اكتب كلمة المرور الجديدة.</translation>
    </message>
    <message>
        <source>This is not the same. Type it again.</source>
        <translation>ليست هي نفسها. اكتبها من جديد.</translation>
    </message>
    <message>
        <source>You’re offline. Change the password when you are connected again.</source>
        <translation>أنت غير متصل. غيّر كلمة المرور عندما تتصل من جديد.</translation>
    </message>
    <message>
        <source>%1 did not say whether the password was changed. If the old one is refused at the next sign-in, use the new one.</source>
        <translation>لم يقل %1 هل تغيّرت كلمة المرور. إن رُفضت القديمة عند الدخول التالي فاستعمل الجديدة.</translation>
    </message>
    <message>
        <source>%1 does not let you change the password here. Change it on its website, or ask there.</source>
        <translation>لا يسمح لك %1 بتغيير كلمة المرور هنا. غيّرها على موقعه، أو اسأل هناك.</translation>
    </message>
    <message>
        <source>%1 did not accept this password. Choose a longer one.</source>
        <translation>لم يقبل %1 كلمة المرور هذه. اختر أطول منها.</translation>
    </message>
</context>
<context>
    <name>jackdaw::PasswordDialog</name>
    <message>
        <source>Enter password</source>
        <translation>إدخال كلمة المرور</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>لـ %1</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>اكتب كلمة مرورك.</translation>
    </message>
</context>
<context>
    <name>jackdaw::PasswordField</name>
    <message>
        <source>Show password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
</context>
<context>
    <name>jackdaw::PictureViewer</name>
    <message>
        <source>Picture</source>
        <translation>صورة</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>الصورة السابقة</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>الصورة التالية</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>تكبير</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>نسخ الصورة</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Picture %1 from %2</source>
        <translation>صورة %1 من %2</translation>
    </message>
    <message>
        <source>This picture cannot be shown.</source>
        <translation>لا يمكن عرض هذه الصورة.</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>تدوير</translation>
    </message>
    <message>
        <source>Your picture %1</source>
        <translation>صورتك %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::PlaceDialog</name>
    <message>
        <source>Send a place</source>
        <translation>إرسال مكان</translation>
    </message>
    <message>
        <source>Send to %1</source>
        <translation>إرسال إلى %1</translation>
    </message>
    <message>
        <source>Map link</source>
        <translation>رابط خريطة</translation>
    </message>
    <message>
        <source>Paste the link of a place from a map, or fill in the coordinates. Nothing is looked up.</source>
        <translation>الصق رابط مكان من خريطة، أو املأ الإحداثيات. لا يُبحث عن شيء.</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>خط العرض</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>خط الطول</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>No place was found in this. Fill in the coordinates.</source>
        <translation>لم يُعثر على مكان في هذا. املأ الإحداثيات.</translation>
    </message>
    <message>
        <source>They see: %1</source>
        <translation>يرون: %1</translation>
    </message>
    <message>
        <source>Latitude is a number from -90 to 90, longitude one from -180 to 180.</source>
        <translation>خط العرض رقم من -90 إلى 90، وخط الطول من -180 إلى 180.</translation>
    </message>
    <message>
        <source>Where I am now</source>
        <translation>أين أنا الآن</translation>
    </message>
    <message>
        <source>Asks this computer&apos;s location service</source>
        <translation>يسأل خدمة تحديد الموقع في هذا الحاسوب</translation>
    </message>
    <message>
        <source>Looking for your position…</source>
        <translation>جارٍ البحث عن موقعك…</translation>
    </message>
    <message>
        <source>%1, within %2 m</source>
        <translation>‏%1، ضمن %2 م</translation>
    </message>
</context>
<context>
    <name>jackdaw::PlaceSlider</name>
    <message>
        <source>%1 of %2</source>
        <comment>of a sound, how far it was played and how long it is</comment>
        <translation>%1 من %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::PlayerBar</name>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>الموضع</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>السرعة: %1</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>السرعة</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>إيقاف التشغيل</translation>
    </message>
    <message>
        <source>Playing: %1</source>
        <translation>جارٍ تشغيل: %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::PresenceSettingsPage</name>
    <message>
        <source>Presence and alerts</source>
        <translation>الحضور والتنبيهات</translation>
    </message>
    <message>
        <source>When nobody is at this computer</source>
        <translation>عندما لا يكون أحد أمام هذا الحاسوب</translation>
    </message>
    <message>
        <source>Say that I am away</source>
        <translation>القول إني بعيد</translation>
    </message>
    <message>
        <source>Also when the screen is locked. Do not disturb stays as it is.</source>
        <translation>وكذلك عند قفل الشاشة. يبقى «عدم الإزعاج» كما هو.</translation>
    </message>
    <message>
        <source> min</source>
        <translation> د</translation>
    </message>
    <message>
        <source>Away after</source>
        <translation>بعيد بعد</translation>
    </message>
    <message>
        <source>Away for long after</source>
        <translation>بعيد لمدة طويلة بعد</translation>
    </message>
    <message>
        <source>Tell since when</source>
        <translation>الإخبار منذ متى</translation>
    </message>
    <message>
        <source>People who may see your presence see since when nobody has used this computer.</source>
        <translation>من يحق لهم رؤية حضورك يرون منذ متى لم يستعمل أحد هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>ساعات العمل</translation>
    </message>
    <message>
        <source>Keep working hours</source>
        <translation>الالتزام بساعات العمل</translation>
    </message>
    <message>
        <source>Outside of them others see that you are away for long. What you choose until a time holds all the same.</source>
        <translation>خارجها يرى الآخرون أنك بعيد لمدة طويلة. يسري مع ذلك ما تختاره حتى وقت معيّن.</translation>
    </message>
    <message>
        <source>Work begins</source>
        <translation>يبدأ العمل</translation>
    </message>
    <message>
        <source>Work ends</source>
        <translation>ينتهي العمل</translation>
    </message>
    <message>
        <source>What others see then</source>
        <translation>ما يراه الآخرون حينها</translation>
    </message>
    <message>
        <source>Back in the morning</source>
        <translation>أعود صباحًا</translation>
    </message>
    <message>
        <source>Out of office</source>
        <translation>خارج المكتب</translation>
    </message>
    <message>
        <source>Answer people who write</source>
        <translation>إجابة من يكتبون</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>Outside working hours</source>
        <translation>خارج ساعات العمل</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>دائمًا</translation>
    </message>
    <message>
        <source>Contacts who see your presence are answered once a day each, groups and programs never.</source>
        <translation>تُجاب جهات الاتصال التي ترى حضورك مرة في اليوم لكل منها، ولا تُجاب المجموعات والبرامج أبدًا.</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>الجواب</translation>
    </message>
    <message>
        <source>Nothing is sent while this is empty.</source>
        <translation>لا يُرسَل شيء ما دام هذا فارغًا.</translation>
    </message>
    <message>
        <source>I am out of office until Monday.</source>
        <translation>أنا خارج المكتب حتى الاثنين.</translation>
    </message>
    <message>
        <source>Presence log</source>
        <translation>سجل الحضور</translation>
    </message>
    <message>
        <source>Keep when watched people were available</source>
        <translation>حفظ متى كان المراقَبون متاحين</translation>
    </message>
    <message>
        <source>On this computer only, for the bars of the presence board. Ask the people whether they agree.</source>
        <translation>على هذا الحاسوب فقط، لأشرطة لوحة الحضور. اسأل الأشخاص هل يوافقون.</translation>
    </message>
    <message>
        <source>Keep it for</source>
        <translation>حفظه مدة</translation>
    </message>
    <message>
        <source> days</source>
        <translation> أيام</translation>
    </message>
    <message>
        <source>Erase the log…</source>
        <translation>محو السجل…</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>ما هو محفوظ</translation>
    </message>
    <message>
        <source>The menu of somebody on the board erases theirs alone.</source>
        <translation>قائمة شخص في اللوحة تمحو سجلّه وحده.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>القواعد</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>ساعات الهدوء</translation>
    </message>
    <message>
        <source>No rule tells you anything then; what is still so is told at their end.</source>
        <translation>لا تخبرك أي قاعدة بشيء حينها؛ وما يبقى صحيحًا يُقال عند انتهائها.</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>هدوء من</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>هدوء حتى</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Link to your company’s directory</source>
        <translation>رابط إلى دليل شركتك</translation>
    </message>
    <message>
        <source>{address}, {name} and {domain} are filled in. It opens from a contact’s details.</source>
        <translation>تُملأ {address} و{name} و{domain}. يُفتح من تفاصيل جهة اتصال.</translation>
    </message>
    <message>
        <source>Erase the presence log</source>
        <translation>محو سجل الحضور</translation>
    </message>
    <message>
        <source>Erase when all people were available? What was logged on this computer is gone for good.</source>
        <translation>محو متى كان كل الأشخاص متاحين؟ ما سُجّل على هذا الحاسوب يذهب نهائيًا.</translation>
    </message>
    <message>
        <source>Erase the log</source>
        <translation>محو السجل</translation>
    </message>
    <message>
        <source>Work on %1</source>
        <translation>العمل يوم %1</translation>
    </message>
    <message>
        <source>Work days</source>
        <translation>أيام العمل</translation>
    </message>
    <message>
        <source>The idle time is not known on this desktop. Lock the screen to be shown as away.</source>
        <translation>لا يُعرف وقت الخمول على سطح المكتب هذا. اقفل الشاشة لتظهر غائبًا.</translation>
    </message>
    <message>
        <source>This desktop tells neither the idle time nor a locked screen. Choose Away yourself when you leave.</source>
        <translation>لا يخبر سطح المكتب هذا بمدة الخمول ولا بقفل الشاشة. اختر «بعيد» بنفسك عندما تغادر.</translation>
    </message>
</context>
<context>
    <name>jackdaw::PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>What people learn from Jackdaw, if you accepted them as contacts. Nobody else learns any of it, and you still see what others send.</source>
        <translation>ما يعلمه الناس من Jackdaw إن قبلتَهم جهات اتصال. لا يعلم غيرهم شيئًا منه، وتظل ترى ما يرسله الآخرون.</translation>
    </message>
    <message>
        <source>In chats</source>
        <translation>في المحادثات</translation>
    </message>
    <message>
        <source>Tell when a message arrived</source>
        <translation>الإخبار بوصول رسالة</translation>
    </message>
    <message>
        <source>The sender sees that a message has reached one of your devices.</source>
        <translation>يرى المرسل أن رسالة وصلت إلى أحد أجهزتك.</translation>
    </message>
    <message>
        <source>Tell when you have read a message</source>
        <translation>الإخبار بقراءتك رسالة</translation>
    </message>
    <message>
        <source>The other person sees up to which message you have read, and so when you looked.</source>
        <translation>يرى الشخص الآخر إلى أي رسالة قرأت، ومن ثم متى نظرت.</translation>
    </message>
    <message>
        <source>Tell when you are typing</source>
        <translation>الإخبار بأنك تكتب</translation>
    </message>
    <message>
        <source>The other person sees that you are writing before you send anything.</source>
        <translation>يرى الشخص الآخر أنك تكتب قبل أن ترسل شيئًا.</translation>
    </message>
    <message>
        <source>When a contact asks</source>
        <translation>عندما تسأل جهة اتصال</translation>
    </message>
    <message>
        <source>Tell which program you use</source>
        <translation>الإخبار بالبرنامج الذي تستعمله</translation>
    </message>
    <message>
        <source>That it is Jackdaw, and which version. Never the system it runs on.</source>
        <translation>أنه Jackdaw، وأي إصدار. ولا يُذكر أبدًا النظام الذي يعمل عليه.</translation>
    </message>
    <message>
        <source>Tell your local time</source>
        <translation>الإخبار بوقتك المحلي</translation>
    </message>
    <message>
        <source>What time it is where you are, and so roughly where that is.</source>
        <translation>كم الساعة حيث أنت، ومن ثم أين ذلك تقريبًا.</translation>
    </message>
    <message>
        <source>Tell how long you have been away</source>
        <translation>الإخبار بمدة غيابك</translation>
    </message>
    <message>
        <source>The time since you last used Jackdaw&apos;s window on this computer.</source>
        <translation>الوقت منذ آخر استعمال لنافذة Jackdaw على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>When a file goes straight to a contact</source>
        <translation>عندما يذهب ملف مباشرة إلى جهة اتصال</translation>
    </message>
    <message>
        <source>Connect directly</source>
        <translation>الاتصال مباشرة</translation>
    </message>
    <message>
        <source>Faster, but the contact learns this computer&apos;s address in the network. Never behind a proxy or Tor.</source>
        <translation>أسرع، لكن جهة الاتصال تعلم عنوان هذا الحاسوب في الشبكة. أبدًا خلف وكيل أو Tor.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ProfileView</name>
    <message>
        <source>What they say of themselves</source>
        <translation>ما يقوله عن نفسه</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>الوقت المحلي</translation>
    </message>
    <message>
        <source>Last active</source>
        <translation>آخر نشاط</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>البرامج</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>المزاج</translation>
    </message>
    <message>
        <source>Doing</source>
        <translation>يفعل</translation>
    </message>
    <message>
        <source>Listening to</source>
        <translation>يستمع إلى</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>موقع</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>الاسم الكامل</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>الاسم المستعار</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>المؤسسة</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>المسمّى</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>الدور</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>العنوان البريدي</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Open in the directory</source>
        <translation>فتح في الدليل</translation>
    </message>
    <message>
        <source>Private note</source>
        <translation>ملاحظة خاصة</translation>
    </message>
    <message>
        <source>Only you see this, on all your devices</source>
        <translation>أنت وحدك ترى هذا، على كل أجهزتك</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>وسوم</translation>
    </message>
    <message>
        <source>Separate several with commas</source>
        <translation>افصل بين العدة بفواصل</translation>
    </message>
    <message>
        <source>Show the location on a map</source>
        <translation>عرض الموقع على خريطة</translation>
    </message>
</context>
<context>
    <name>jackdaw::ProviderPage</name>
    <message>
        <source>Provider</source>
        <translation>المزوّد</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>جارٍ سؤال %1…</translation>
    </message>
    <message>
        <source>Back to the account</source>
        <translation>العودة إلى الحساب</translation>
    </message>
    <message>
        <source>Outages</source>
        <translation>الانقطاعات</translation>
    </message>
    <message>
        <source>This provider names no place where it tells of outages.</source>
        <translation>لا يسمّي هذا المزوّد مكانًا يخبر فيه بالانقطاعات.</translation>
    </message>
    <message>
        <source>It tells of them at: %1</source>
        <translation>يخبر بها في: %1</translation>
    </message>
    <message>
        <source>Look for outage notices</source>
        <translation>البحث عن إعلانات انقطاع</translation>
    </message>
    <message>
        <source>How far it gets, by the XMPP compliance suites of 2023. Each suite asks for the basics too.</source>
        <translation>إلى أين يصل، بحسب مجموعات توافق XMPP لعام 2023. كل مجموعة تطلب الأساسيات أيضًا.</translation>
    </message>
    <message>
        <source>All of this is what the provider says about itself.</source>
        <translation>كل هذا ما يقوله المزوّد عن نفسه.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>الاتصال به</translation>
    </message>
    <message>
        <source>This provider names no addresses.</source>
        <translation>لا يسمّي هذا المزوّد عناوين.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>الحدود</translation>
    </message>
    <message>
        <source>This provider names no limits.</source>
        <translation>لا يسمّي هذا المزوّد حدودًا.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>بياناتك</translation>
    </message>
    <message>
        <source>This provider does not say what it does with your data. Ask it, if you want to know.</source>
        <translation>لا يقول هذا المزوّد ما يفعله ببياناتك. اسأله إن أردت أن تعرف.</translation>
    </message>
    <message>
        <source>There is no place to look.</source>
        <translation>لا مكان للنظر فيه.</translation>
    </message>
    <message>
        <source>%1 never named one.</source>
        <translation>لم يسمّ %1 مكانًا قط.</translation>
    </message>
    <message>
        <source>The notices cannot be read.</source>
        <translation>لا يمكن قراءة الإعلانات.</translation>
    </message>
    <message>
        <source>%1 did not answer as it should. Try again later.</source>
        <translation>لم يُجب %1 كما ينبغي. حاول لاحقًا.</translation>
    </message>
    <message>
        <source>There is no outage.</source>
        <translation>لا انقطاع.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ProxyFields</name>
    <message>
        <source>Proxy server</source>
        <translation>خادم الوكيل</translation>
    </message>
    <message>
        <source>Proxy port</source>
        <translation>منفذ الوكيل</translation>
    </message>
    <message>
        <source>Proxy user</source>
        <translation>مستخدم الوكيل</translation>
    </message>
    <message>
        <source>Proxy password</source>
        <translation>كلمة مرور الوكيل</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>الوكيل</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>SOCKS5 (Tor)</source>
        <translation>SOCKS5 (Tor)</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>غير لازم</translation>
    </message>
    <message>
        <source>Show proxy password</source>
        <translation>إظهار كلمة مرور الوكيل</translation>
    </message>
    <message>
        <source>Everything goes through the proxy, and it alone looks up the server’s name. Where the server has another name than the address says, write it in the field Server.</source>
        <translation>يمر كل شيء عبر الوكيل، وهو وحده يبحث عن اسم الخادم. إن كان للخادم اسم غير ما يقوله العنوان فاكتبه في حقل الخادم.</translation>
    </message>
    <message>
        <source>Write the name or address of the proxy, as in 127.0.0.1.</source>
        <translation>اكتب اسم الوكيل أو عنوانه، مثل 127.0.0.1.</translation>
    </message>
    <message>
        <source>A port is a number up to 65535.</source>
        <translation>المنفذ رقم حتى 65535.</translation>
    </message>
    <message>
        <source>A password needs a user.</source>
        <translation>تحتاج كلمة المرور إلى مستخدم.</translation>
    </message>
</context>
<context>
    <name>jackdaw::QuestionList</name>
    <message numerus="yes">
        <source>%n more requests</source>
        <translation>
            <numerusform>لا طلبات أخرى</numerusform>
            <numerusform>طلب آخر واحد</numerusform>
            <numerusform>طلبان آخران</numerusform>
            <numerusform>%n طلبات أخرى</numerusform>
            <numerusform>%n طلبًا آخر</numerusform>
            <numerusform>%n طلب آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>a button&apos;s word and whom or what it is about: &quot;Accept tomas@harbor.example&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::QuickReplyDialog</name>
    <message>
        <source>New quick reply</source>
        <translation>رد سريع جديد</translation>
    </message>
    <message>
        <source>Quick reply</source>
        <translation>رد سريع</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>One word. Written behind “/” at the beginning of a message, it brings the text.</source>
        <translation>كلمة واحدة. إذا كُتبت بعد «/» في أول رسالة جلبت النص.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>{name} becomes the name of the chat, {me} yours, {date} the day.</source>
        <translation>يصير {name} اسم المحادثة، و{me} اسمك، و{date} تاريخ اليوم.</translation>
    </message>
    <message>
        <source>Use one word of letters and digits.</source>
        <translation>استعمل كلمة واحدة من حروف وأرقام.</translation>
    </message>
    <message>
        <source>“/me” tells what you do. Choose another name.</source>
        <translation>يقول «/me» ما تفعله. اختر اسمًا آخر.</translation>
    </message>
    <message>
        <source>Another quick reply has this name.</source>
        <translation>رد سريع آخر يحمل هذا الاسم.</translation>
    </message>
    <message>
        <source>Write the text that is to be inserted.</source>
        <translation>اكتب النص المراد إدراجه.</translation>
    </message>
    <message>
        <source>The text is too long: 5,000 characters at most.</source>
        <translation>النص طويل جدًا: 5,000 محرف على الأكثر.</translation>
    </message>
</context>
<context>
    <name>jackdaw::QuickSwitcher</name>
    <message>
        <source>Go to chat or action</source>
        <translation>انتقل إلى محادثة أو إجراء</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>الاقتراحات</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
    <message>
        <source>move</source>
        <translation>تنقّل</translation>
    </message>
    <message>
        <source>open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>new window</source>
        <translation>نافذة جديدة</translation>
    </message>
    <message>
        <source>actions</source>
        <translation>إجراءات</translation>
    </message>
    <message>
        <source>people</source>
        <translation>أشخاص</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>مجموعات</translation>
    </message>
    <message>
        <source>Group</source>
        <extracomment>how many people a group has: &quot;7 members&quot;, or &quot;4 here&quot;</extracomment>
        <translation>المجموعة</translation>
    </message>
    <message>
        <source>Group, %1</source>
        <translation>مجموعة، %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>how many people a group has, and its address</extracomment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::Rail</name>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>الحضور</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
</context>
<context>
    <name>jackdaw::RailItem</name>
    <message>
        <source>%L1 unread</source>
        <translation>%L1 غير مقروءة</translation>
    </message>
</context>
<context>
    <name>jackdaw::ReactionChips</name>
    <message>
        <source>%1 and %L2 more</source>
        <translation>%1 و%L2 آخرون</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::ReadAloudButton</name>
    <message>
        <source>Stop reading</source>
        <translation>إيقاف القراءة</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>القراءة بصوت مسموع</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
</context>
<context>
    <name>jackdaw::ReasonDialog</name>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>You can leave this empty.</source>
        <translation>يمكنك ترك هذا فارغًا.</translation>
    </message>
    <message>
        <source>%1 of %2 removed. Cancel stops here.</source>
        <translation>أُزيل %1 من %2. يتوقف الأمر هنا بالإلغاء.</translation>
    </message>
</context>
<context>
    <name>jackdaw::RequestList</name>
    <message>
        <source>Contact requests</source>
        <translation>طلبات جهات الاتصال</translation>
    </message>
    <message>
        <source>Review all requests…</source>
        <translation>مراجعة كل الطلبات…</translation>
    </message>
    <message numerus="yes">
        <source>proposes %n contacts to you</source>
        <translation>
            <numerusform>لا يقترح عليك جهات اتصال</numerusform>
            <numerusform>يقترح عليك جهة اتصال واحدة</numerusform>
            <numerusform>يقترح عليك جهتي اتصال</numerusform>
            <numerusform>يقترح عليك %n جهات اتصال</numerusform>
            <numerusform>يقترح عليك %n جهة اتصال</numerusform>
            <numerusform>يقترح عليك %n جهة اتصال</numerusform>
        </translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>مراجعة…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>تجاهل</translation>
    </message>
    <message numerus="yes">
        <source>%n requests from there</source>
        <translation>
            <numerusform>لا طلبات من هناك</numerusform>
            <numerusform>طلب واحد من هناك</numerusform>
            <numerusform>طلبان من هناك</numerusform>
            <numerusform>%n طلبات من هناك</numerusform>
            <numerusform>%n طلبًا من هناك</numerusform>
            <numerusform>%n طلب من هناك</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people there ask to see when you are available</source>
        <translation>
            <numerusform>لا أحد هناك يطلب رؤية متى أنت متاح</numerusform>
            <numerusform>شخص واحد هناك يطلب رؤية متى أنت متاح</numerusform>
            <numerusform>شخصان هناك يطلبان رؤية متى أنت متاح</numerusform>
            <numerusform>%n أشخاص هناك يطلبون رؤية متى أنت متاح</numerusform>
            <numerusform>%n شخصًا هناك يطلبون رؤية متى أنت متاح</numerusform>
            <numerusform>%n شخص هناك يطلبون رؤية متى أنت متاح</numerusform>
        </translation>
    </message>
    <message>
        <source>Decline all</source>
        <translation>رفض الكل</translation>
    </message>
    <message>
        <source>wrote: %1</source>
        <extracomment>somebody who is no contact; what they wrote</extracomment>
        <translation>كتب: %1</translation>
    </message>
    <message>
        <source>asks to see when you are available</source>
        <translation>يطلب رؤية متى أنت متاح</translation>
    </message>
    <message>
        <source>wrote to you</source>
        <translation>كتب إليك</translation>
    </message>
    <message>
        <source>To account %1</source>
        <translation>إلى الحساب %1</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
</context>
<context>
    <name>jackdaw::RequestsDialog</name>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Contact requests</source>
        <translation>طلبات جهات الاتصال</translation>
    </message>
    <message>
        <source>Mark all requests</source>
        <translation>تعليم كل الطلبات</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>حظر</translation>
    </message>
    <message>
        <source>Block and report</source>
        <translation>حظر وإبلاغ</translation>
    </message>
    <message>
        <source>Your provider is told that these requests are spam.</source>
        <translation>يُخبَر مزوّدك أن هذه الطلبات إزعاج.</translation>
    </message>
    <message>
        <source>Block the domain</source>
        <translation>حظر النطاق</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>They ask to see when you are available, or wrote to you and are no contacts of yours.</source>
        <translation>يطلبون رؤية متى أنت متاح، أو كتبوا إليك وليسوا من جهات اتصالك.</translation>
    </message>
    <message>
        <source>wrote: %1</source>
        <extracomment>somebody who is no contact; what they wrote</extracomment>
        <translation>كتب: %1</translation>
    </message>
    <message>
        <source>To account %1</source>
        <translation>إلى الحساب %1</translation>
    </message>
    <message>
        <source>%1 (%L2)</source>
        <extracomment>a domain, and how many ask from there</extracomment>
        <translation>%1 (%L2)</translation>
    </message>
    <message>
        <source>Block everybody at %1?</source>
        <translation>حظر كل من في %1؟</translation>
    </message>
    <message>
        <source>No contact of yours there can write to you any more, nor can any service of it.</source>
        <translation>لا تستطيع أي جهة اتصال لك هناك أن تكتب إليك بعد ذلك، ولا أي خدمة منه.</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>حظر %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::RestoreDialog</name>
    <message>
        <source>Take in a backup</source>
        <translation>أخذ ما في نسخة احتياطية</translation>
    </message>
    <message>
        <source>Open the backup</source>
        <translation>فتح النسخة الاحتياطية</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ملف</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>Use the settings of the backup here</source>
        <translation>استعمال إعدادات النسخة الاحتياطية هنا</translation>
    </message>
    <message>
        <source>Brings accounts, chats and settings from another computer, or from before.</source>
        <translation>يجلب الحسابات والمحادثات والإعدادات من حاسوب آخر، أو مما سبق.</translation>
    </message>
    <message>
        <source>Adds what is in the backup and not here. What you have here stays as it is, and no message is there twice.</source>
        <translation>يضيف ما في النسخة الاحتياطية وليس هنا. يبقى ما لديك هنا كما هو، ولا تتكرر أي رسالة.</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>إظهار عبارة المرور</translation>
    </message>
    <message>
        <source>Choose the file of the backup.</source>
        <translation>اختر ملف النسخة الاحتياطية.</translation>
    </message>
    <message>
        <source>Type the passphrase that the backup was made with.</source>
        <translation>اكتب عبارة المرور التي صُنعت بها النسخة الاحتياطية.</translation>
    </message>
    <message>
        <source>Opening the backup…</source>
        <translation>جارٍ فتح النسخة الاحتياطية…</translation>
    </message>
    <message>
        <source>Reading the backup…</source>
        <translation>جارٍ قراءة النسخة الاحتياطية…</translation>
    </message>
    <message>
        <source>Made on %1, with the chats of %2. Messages: %L3.

Accounts that are not here yet come signed out: their passwords are in no backup. For encryption this is a new device, and people may be asked to check it. Files that were downloaded are not in it; they can be fetched again as long as the server has them.</source>
        <translation>صُنعت في %1، وفيها محادثات %2. الرسائل: %L3.

تأتي الحسابات التي ليست هنا بعد مسجَّلة الخروج: كلمات مرورها ليست في أي نسخة. هذا للتعمية جهاز جديد، وقد يُطلب من الناس التحقق منه. الملفات المنزَّلة ليست فيها؛ يمكن جلبها من جديد ما دامت لدى الخادم.</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>أخذ ما فيها</translation>
    </message>
    <message>
        <source>Add to what is here</source>
        <translation>إضافة إلى ما هنا</translation>
    </message>
    <message>
        <source>The backup was taken in. Messages added: %L1. Here already: %L2.</source>
        <translation>أُخذ ما في النسخة الاحتياطية. الرسائل المضافة: %L1. الموجودة هنا من قبل: %L2.</translation>
    </message>
    <message>
        <source>Signed out until you give the password: %1. Sign in from the menu of your account, or in the settings.</source>
        <translation>مسجَّلة الخروج إلى أن تعطي كلمة المرور: %1. سجّل الدخول من قائمة حسابك، أو في الإعدادات.</translation>
    </message>
</context>
<context>
    <name>jackdaw::RuleDialog</name>
    <message>
        <source>New rule</source>
        <translation>قاعدة جديدة</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>إضافة قاعدة</translation>
    </message>
    <message>
        <source>Show a notification</source>
        <translation>عرض إشعار</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>تشغيل صوت</translation>
    </message>
    <message>
        <source>Open the chat</source>
        <translation>فتح المحادثة</translation>
    </message>
    <message>
        <source>Somebody is available</source>
        <translation>أحدهم متاح</translation>
    </message>
    <message>
        <source>Somebody is idle</source>
        <translation>أحدهم خامل</translation>
    </message>
    <message>
        <source>Nobody of a group is available</source>
        <translation>لا أحد من مجموعة متاح</translation>
    </message>
    <message>
        <source>Somebody of a group is available again</source>
        <translation>أحد من مجموعة متاح من جديد</translation>
    </message>
    <message>
        <source>Tell me when</source>
        <translation>أعلمني عندما</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>من</translation>
    </message>
    <message>
        <source> min</source>
        <translation> د</translation>
    </message>
    <message>
        <source>For at least</source>
        <translation>مدة لا تقل عن</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>مرة واحدة</translation>
    </message>
    <message>
        <source>Every time</source>
        <translation>كل مرة</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>كم مرة</translation>
    </message>
    <message>
        <source>Nobody who is watched is in a group. Put a contact into one first.</source>
        <translation>لا أحد من المراقَبين في مجموعة. ضع جهة اتصال في واحدة أولًا.</translation>
    </message>
    <message>
        <source>Nobody is watched. Watch somebody first.</source>
        <translation>لا أحد مراقَب. راقب أحدًا أولًا.</translation>
    </message>
    <message>
        <source>Choose what is to be done then.</source>
        <translation>اختر ما يُفعل حينها.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ScanPane</name>
    <message>
        <source>Ask %1 to show their code: on a photo, in a call, or in another program on this computer.</source>
        <translation>اطلب من %1 أن يُظهر رمزه: في صورة أو مكالمة أو برنامج آخر على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>From a picture…</source>
        <translation>من صورة…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>من الحافظة</translation>
    </message>
    <message>
        <source>From the screen</source>
        <translation>من الشاشة</translation>
    </message>
    <message>
        <source>Or copy the link with keys that their program shows: xmpp:…?omemo-sid-…</source>
        <translation>أو انسخ الرابط ذا المفاتيح الذي يُظهره برنامجه: xmpp:…?omemo-sid-…</translation>
    </message>
    <message>
        <source>Compare with a copied link</source>
        <translation>المقارنة برابط منسوخ</translation>
    </message>
</context>
<context>
    <name>jackdaw::SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>مسح البحث</translation>
    </message>
</context>
<context>
    <name>jackdaw::SearchFilters</name>
    <message>
        <source>Search chats and messages</source>
        <translation>ابحث في المحادثات والرسائل</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>الاقتراحات</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ملفات</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>كل النتائج</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Only from somebody</source>
        <translation>من شخص معيّن فقط</translation>
    </message>
    <message>
        <source>In chat</source>
        <translation>في محادثة</translation>
    </message>
    <message>
        <source>Only in one chat</source>
        <translation>في محادثة واحدة فقط</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Only from a time</source>
        <translation>من زمن معيّن فقط</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الترتيب</translation>
    </message>
    <message>
        <source>Remove filter: %1</source>
        <translation>إزالة المرشّح: %1</translation>
    </message>
    <message>
        <source>Order: newest first</source>
        <translation>الترتيب: الأحدث أولًا</translation>
    </message>
    <message>
        <source>Order: most relevant</source>
        <translation>الترتيب: الأكثر صلة</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Since yesterday</source>
        <translation>منذ أمس</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>هذه السنة</translation>
    </message>
    <message>
        <source>Before a date</source>
        <translation>قبل تاريخ</translation>
    </message>
    <message>
        <source>After a date</source>
        <translation>بعد تاريخ</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولًا</translation>
    </message>
    <message>
        <source>Most relevant</source>
        <translation>الأكثر صلة</translation>
    </message>
</context>
<context>
    <name>jackdaw::SearchPane</name>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Close search</source>
        <translation>إغلاق البحث</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>نتائج البحث</translation>
    </message>
    <message>
        <source>Search all chats</source>
        <translation>البحث في كل المحادثات</translation>
    </message>
    <message>
        <source>Words, “phrases” and filters: from: in: before: after: has: is:</source>
        <translation>كلمات و«عبارات» ومرشّحات: from: in: before: after: has: is:</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>لم ينجح البحث</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Nothing found yet</source>
        <translation>لم يُعثر على شيء بعد</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
    <message>
        <source>Older messages are not searched yet.</source>
        <translation>لم يُبحث في الرسائل الأقدم بعد.</translation>
    </message>
    <message>
        <source>Try fewer or other words, or take a filter away.</source>
        <translation>جرّب كلمات أقل أو غيرها، أو أزل مرشّحًا.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>اسأل من جديد</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Older messages are being prepared for searching: %L1 %</source>
        <extracomment>how far the index for searching is built, in percent</extracomment>
        <translation>يجري تجهيز الرسائل الأقدم للبحث: %L1 %</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>جارٍ البحث…</translation>
    </message>
</context>
<context>
    <name>jackdaw::SearchRowDelegate</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::SendContactDialog</name>
    <message>
        <source>Send a contact</source>
        <translation>إرسال جهة اتصال</translation>
    </message>
    <message>
        <source>Send to %1</source>
        <translation>إرسال إلى %1</translation>
    </message>
    <message>
        <source>Find a contact, or type an address</source>
        <translation>ابحث عن جهة اتصال، أو اكتب عنوانًا</translation>
    </message>
    <message>
        <source>Contact or address</source>
        <translation>جهة اتصال أو عنوان</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Their name here and their address are sent.</source>
        <translation>يُرسَل اسمه هنا وعنوانه.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::SendFilesStrip</name>
    <message>
        <source>Send files</source>
        <translation>إرسال ملفات</translation>
    </message>
    <message>
        <source>Send smaller pictures</source>
        <translation>إرسال صور أصغر</translation>
    </message>
    <message>
        <source>A copy with at most 1,600 pixels a side. Your own files stay as they are.</source>
        <translation>نسخة بما لا يزيد على 1,600 بكسل للضلع. تبقى ملفاتك كما هي.</translation>
    </message>
    <message>
        <source>End-to-end encrypted, as this chat is.</source>
        <translation>معمّاة من طرف إلى طرف، كهذه المحادثة.</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>التعليق</translation>
    </message>
    <message>
        <source>Add a caption</source>
        <translation>إضافة تعليق</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Cancel (%1)</source>
        <translation>إلغاء (%1)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>صورة %1</translation>
    </message>
    <message>
        <source>Looking at it…</source>
        <translation>جارٍ النظر فيه…</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Too large to remove details such as where it was taken.</source>
        <translation>أكبر من أن تُزال منها تفاصيل كمكان التقاطها.</translation>
    </message>
    <message>
        <source>%1 cannot be sent. Remove it from the list.</source>
        <translation>لا يمكن إرسال %1. أزله من القائمة.</translation>
    </message>
    <message>
        <source>%1 is larger than your server allows (%2).</source>
        <translation>%1 أكبر مما يسمح به خادمك (%2).</translation>
    </message>
    <message>
        <source>Your server takes no files. Ask your provider.</source>
        <translation>لا يقبل خادمك الملفات. اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Removed from the picture: where it was taken, camera and other details.</source>
        <translation>أُزيل من الصورة: أين التُقطت وآلة التصوير وتفاصيل أخرى.</translation>
    </message>
    <message>
        <source>Removed from the picture: camera and other details.</source>
        <translation>أُزيل من الصورة: آلة التصوير وتفاصيل أخرى.</translation>
    </message>
    <message>
        <source>At most %1 files are sent at once; the others were left out.</source>
        <translation>يُرسَل %1 ملفًا على الأكثر دفعةً واحدة؛ وقد تُركت البقية.</translation>
    </message>
    <message>
        <source>Caption of %1</source>
        <translation>تعليق %1</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>نقل %1 إلى الأعلى</translation>
    </message>
    <message>
        <source>Add a caption for all of them</source>
        <translation>أضف تعليقًا لها جميعًا</translation>
    </message>
    <message>
        <source>Details such as where it was taken stay in it.</source>
        <translation>تبقى فيه تفاصيل كمكان التقاطه.</translation>
    </message>
    <message>
        <source>%1 is larger than your server allows (%2). It goes straight to their program, once they are online and accept it.</source>
        <translation>%1 أكبر مما يسمح به خادمك (%2). يذهب مباشرةً إلى برنامجه متى اتصل وقبله.</translation>
    </message>
    <message>
        <source>Your server takes no files. They go straight to their program, once they are online and accept them.</source>
        <translation>لا يقبل خادمك الملفات. تذهب مباشرةً إلى برنامجه متى اتصل وقبلها.</translation>
    </message>
    <message>
        <source>%1 cannot be sent. Remove them from the list.</source>
        <translation>لا يمكن إرسال %1. أزلها من القائمة.</translation>
    </message>
    <message>
        <source>Removed from the pictures: where they were taken, camera and other details.</source>
        <translation>أُزيل من الصور: مكان التقاطها والكاميرا وتفاصيل أخرى.</translation>
    </message>
    <message>
        <source>Removed from the pictures: camera and other details.</source>
        <translation>أُزيل من الصور: الكاميرا وتفاصيل أخرى.</translation>
    </message>
    <message>
        <source>%1 are larger than your server allows (%2). They go straight to their program, once they are online and accept them.</source>
        <translation>حجم %1 أكبر مما يسمح به خادمك (%2). تُرسل مباشرة إلى برنامج الطرف الآخر حين يتصل ويقبلها.</translation>
    </message>
    <message>
        <source>%1 are larger than your server allows (%2).</source>
        <translation>حجم %1 أكبر مما يسمح به خادمك (%2).</translation>
    </message>
    <message>
        <source>Small enough with “%2”: %1.</source>
        <extracomment>%1: files; %2: the name of a check box</extracomment>
        <translation>تصبح صغيرة بما يكفي مع «%2»: %1.</translation>
    </message>
    <message>
        <source>Remove from the list: %1.</source>
        <translation>أزل من القائمة: %1.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ServiceBrowser</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Run command…</source>
        <translation>تنفيذ أمر…</translation>
    </message>
    <message>
        <source>Gateways…</source>
        <translation>البوابات…</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>الخدمات</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>استعراض</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>About the service</source>
        <translation>عن الخدمة</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>Choose a service to see what it offers.</source>
        <translation>اختر خدمة لترى ما تقدّمه.</translation>
    </message>
    <message>
        <source>What the chosen service can be asked to do</source>
        <translation>ما يمكن أن يُطلب من الخدمة المختارة</translation>
    </message>
    <message>
        <source>Your provider, a group service or a person. Open an entry with the arrow before it.</source>
        <translation>مزوّدك أو خدمة مجموعات أو شخص. افتح مدخلًا بالسهم الذي قبله.</translation>
    </message>
    <message>
        <source>This is no address. Write it like provider.example.</source>
        <translation>ليس هذا عنوانًا. اكتبه مثل provider.example.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation>جارٍ سؤال الخدمة…</translation>
    </message>
    <message>
        <source>Features:</source>
        <translation>الميزات:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::SettingsOpener</name>
    <message>
        <source>Choose your picture</source>
        <translation>اختيار صورتك</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>صور (%1)</translation>
    </message>
</context>
<context>
    <name>jackdaw::SettingsWindow</name>
    <message>
        <source>Search settings</source>
        <translation>البحث في الإعدادات</translation>
    </message>
    <message>
        <source>No setting found</source>
        <translation>لم يُعثر على إعداد</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>الحسابات</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>الإشعارات</translation>
    </message>
    <message>
        <source>Chats and media</source>
        <translation>المحادثات والوسائط</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>التعمية</translation>
    </message>
    <message>
        <source>Presence and alerts</source>
        <translation>الحضور والتنبيهات</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>الشبكة</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>التخزين</translation>
    </message>
    <message>
        <source>Move and back up</source>
        <translation>النقل والنسخ الاحتياطي</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>متقدم</translation>
    </message>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Settings pages</source>
        <translation>صفحات الإعدادات</translation>
    </message>
</context>
<context>
    <name>jackdaw::ShelfRowDelegate</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::ShelfView</name>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Older messages are being looked through.</source>
        <translation>يجري البحث في الرسائل الأقدم.</translation>
    </message>
    <message>
        <source>Pictures and videos</source>
        <translation>الصور ومقاطع الفيديو</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>لا صور بعد</translation>
    </message>
    <message>
        <source>Pictures and videos that are sent in this chat are listed here.</source>
        <translation>تُسرد هنا الصور ومقاطع الفيديو المرسلة في هذه المحادثة.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ملفات</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>لا ملفات بعد</translation>
    </message>
    <message>
        <source>Files that are sent in this chat are listed here.</source>
        <translation>تُسرد هنا الملفات المرسلة في هذه المحادثة.</translation>
    </message>
    <message>
        <source>Voice messages</source>
        <translation>الرسائل الصوتية</translation>
    </message>
    <message>
        <source>No voice messages yet</source>
        <translation>لا رسائل صوتية بعد</translation>
    </message>
    <message>
        <source>Voice messages and other sounds that are sent in this chat are listed here.</source>
        <translation>تُسرد هنا الرسائل الصوتية وغيرها من الأصوات المرسلة في هذه المحادثة.</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>روابط</translation>
    </message>
    <message>
        <source>No links yet</source>
        <translation>لا روابط بعد</translation>
    </message>
    <message>
        <source>Links that are sent in this chat are listed here.</source>
        <translation>تُسرد هنا الروابط المرسلة في هذه المحادثة.</translation>
    </message>
    <message>
        <source>Pinned messages</source>
        <translation>الرسائل المثبّتة</translation>
    </message>
    <message>
        <source>Nothing is pinned</source>
        <translation>لا شيء مثبّت</translation>
    </message>
    <message>
        <source>Pin a message by its menu to find it here. Nobody else sees that.</source>
        <translation>ثبّت رسالة من قائمتها لتجدها هنا. لا يرى ذلك غيرك.</translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation>الرسائل المحفوظة</translation>
    </message>
    <message>
        <source>Nothing is saved</source>
        <translation>لا شيء محفوظ</translation>
    </message>
    <message>
        <source>Save a message for later by its menu. Nobody else sees that.</source>
        <translation>احفظ رسالة لوقت لاحق من قائمتها. لا يرى ذلك غيرك.</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>فتح الرابط</translation>
    </message>
    <message>
        <source>Open link…</source>
        <translation>فتح الرابط…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>عرض في المحادثة</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>إلغاء التثبيت</translation>
    </message>
    <message>
        <source>Remove from saved</source>
        <translation>إزالة من المحفوظات</translation>
    </message>
</context>
<context>
    <name>jackdaw::Shell</name>
    <message>
        <source>It was too late to take the message back.</source>
        <translation>فات أوان استرجاع الرسالة.</translation>
    </message>
    <message>
        <source>Contacts of %1 still see you: its provider cannot hide you.</source>
        <translation>ما زالت جهات اتصال %1 تراك: لا يستطيع مزوّده إخفاءك.</translation>
    </message>
    <message>
        <source>Jackdaw cannot connect</source>
        <translation>لا يستطيع Jackdaw الاتصال</translation>
    </message>
    <message>
        <source>A part of the program could not be loaded. Install Jackdaw again.</source>
        <translation>تعذّر تحميل جزء من البرنامج. ثبّت Jackdaw من جديد.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>A part of the program could not be loaded.</source>
        <translation>تعذّر تحميل جزء من البرنامج.</translation>
    </message>
    <message>
        <source>Your live location does not move any more. %1</source>
        <translation>لم يعد موقعك المباشر يتحرك. %1</translation>
    </message>
    <message>
        <source>%1 is not announced to anybody: its provider does not hide you. Choose another status to be seen.</source>
        <translation>لا يُعلَن %1 لأحد: مزوّده لا يخفيك. اختر حالة أخرى ليراك الآخرون.</translation>
    </message>
    <message>
        <source>%1 is not announced to anybody: hiding you did not work. %2 Choose another status to be seen.</source>
        <extracomment>%2 is a sentence that says what went wrong</extracomment>
        <translation>لا يُعلَن %1 لأحد: لم ينجح إخفاؤك. %2 اختر حالة أخرى ليراك الآخرون.</translation>
    </message>
    <message>
        <source>%1 wants your attention.</source>
        <translation>يريد %1 انتباهك.</translation>
    </message>
</context>
<context>
    <name>jackdaw::ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
</context>
<context>
    <name>jackdaw::SignInForm</name>
    <message>
        <source>XMPP address</source>
        <translation>عنوان XMPP</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Keep me signed in on this computer</source>
        <translation>إبقائي مسجَّل الدخول على هذا الحاسوب</translation>
    </message>
    <message>
        <source>Connection options</source>
        <translation>خيارات الاتصال</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>تفاصيل الخطأ</translation>
    </message>
    <message>
        <source>Use the address and password from your provider.</source>
        <translation>استعمل العنوان وكلمة المرور من مزوّدك.</translation>
    </message>
    <message>
        <source>This account was created. Sign in with it.</source>
        <translation>أُنشئ هذا الحساب. سجّل الدخول به.</translation>
    </message>
    <message>
        <source>Your address is missing. It looks like name@provider.example.</source>
        <translation>ينقص عنوانك. يكون على شكل name@provider.example.</translation>
    </message>
    <message>
        <source>Your password is missing.</source>
        <translation>تنقص كلمة مرورك.</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>جارٍ تسجيل الدخول…</translation>
    </message>
    <message>
        <source>%1 found, connection is encrypted</source>
        <translation>عُثر على %1، والاتصال معمّى</translation>
    </message>
    <message>
        <source>This account is on this computer already.</source>
        <translation>هذا الحساب على هذا الحاسوب بالفعل.</translation>
    </message>
</context>
<context>
    <name>jackdaw::SignInPage</name>
    <message>
        <source>Used from the next start</source>
        <translation>تُستعمل من البدء التالي</translation>
    </message>
    <message>
        <source>Language, used from the next start</source>
        <translation>اللغة، تُستعمل من البدء التالي</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Create an account</source>
        <translation>إنشاء حساب</translation>
    </message>
    <message>
        <source>Choose a provider or your organisation’s server</source>
        <translation>اختر مزوّدًا أو خادم مؤسستك</translation>
    </message>
    <message>
        <source>Take in a backup</source>
        <translation>أخذ ما في نسخة احتياطية</translation>
    </message>
    <message>
        <source>Go on with what you had on another computer</source>
        <translation>تابع بما كان لديك على حاسوب آخر</translation>
    </message>
    <message>
        <source>Try the local demo</source>
        <translation>تجربة العرض المحلي</translation>
    </message>
    <message>
        <source>Sample people and chats, kept on this computer</source>
        <translation>أشخاص ومحادثات نموذجية، محفوظة على هذا الحاسوب</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>جديد هنا؟</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>اللغة: %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::SpaceChips</name>
    <message>
        <source>Space: %1</source>
        <translation>الفضاء: %1</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <extracomment>the name of a space, its place in their row, and how many there are</extracomment>
        <translation>‏%1، %2 من %3</translation>
    </message>
</context>
<context>
    <name>jackdaw::SpaceDialog</name>
    <message>
        <source>New space</source>
        <translation>فضاء جديد</translation>
    </message>
    <message>
        <source>Change space</source>
        <translation>تغيير الفضاء</translation>
    </message>
    <message>
        <source>Create space</source>
        <translation>إنشاء الفضاء</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Space name</source>
        <translation>اسم الفضاء</translation>
    </message>
    <message>
        <source>Only while something is unread</source>
        <translation>فقط ما دام شيء غير مقروء</translation>
    </message>
    <message>
        <source>Not those that are muted</source>
        <translation>بدون المكتومة</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>اللون</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>بنفسجي</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>وردي</translation>
    </message>
    <message>
        <source>Rust</source>
        <translation>صدئي</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>أصفر داكن</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>أزرق مخضر</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>أردوازي</translation>
    </message>
    <message>
        <source>Chats in it by themselves</source>
        <translation>المحادثات التي تدخله تلقائيًا</translation>
    </message>
    <message>
        <source>None: I choose each</source>
        <translation>لا شيء: أختار كل واحدة</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>كل المحادثات</translation>
    </message>
    <message>
        <source>Chats with people</source>
        <translation>المحادثات مع أشخاص</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>مجموعات</translation>
    </message>
    <message>
        <source>Any chat can be put in and taken out by its menu in the list, whatever is chosen here.</source>
        <translation>يمكن وضع أي محادثة فيه وإخراجها من قائمتها، أيًا كان المختار هنا.</translation>
    </message>
    <message>
        <source>Chats of these accounts</source>
        <translation>محادثات هذه الحسابات</translation>
    </message>
    <message>
        <source>Give the space a name.</source>
        <translation>أعطِ الفضاء اسمًا.</translation>
    </message>
    <message>
        <source>Choose an account whose chats it is for.</source>
        <translation>اختر حسابًا لمحادثاته.</translation>
    </message>
</context>
<context>
    <name>jackdaw::SpaceFlow</name>
    <message>
        <source>Your spaces stay on this computer: %1 does not keep them from other people’s eyes. Ask your provider.</source>
        <translation>تبقى فضاءاتك على هذا الحاسوب: لا يحجبها %1 عن أعين الآخرين. اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Your spaces stay on this computer: %1 does not store them. Ask your provider.</source>
        <translation>تبقى فضاءاتك على هذا الحاسوب: لا يخزّنها %1. اسأل مزوّدك.</translation>
    </message>
    <message>
        <source>Delete space</source>
        <translation>حذف الفضاء</translation>
    </message>
    <message>
        <source>Delete the space %1?</source>
        <translation>حذف الفضاء %1؟</translation>
    </message>
    <message>
        <source>It goes on all your devices. The chats in it and their messages stay.</source>
        <translation>يذهب من كل أجهزتك. تبقى المحادثات التي فيه ورسائلها.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>حذف %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::SpoilerStrip</name>
    <message>
        <source>Words in place of the hidden text</source>
        <translation>كلمات بدل النص المخفي</translation>
    </message>
    <message>
        <source>What it is about (optional)</source>
        <translation>عمّ يدور (اختياري)</translation>
    </message>
    <message>
        <source>Do not hide it</source>
        <translation>عدم إخفائه</translation>
    </message>
    <message>
        <source>Spoiler</source>
        <translation>نص مخفي</translation>
    </message>
</context>
<context>
    <name>jackdaw::StateChip</name>
    <message>
        <source>%1, %L2</source>
        <translation>%1، %L2</translation>
    </message>
</context>
<context>
    <name>jackdaw::StatusDialog</name>
    <message>
        <source>Set status</source>
        <translation>تعيين الحالة</translation>
    </message>
    <message>
        <source>State</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>نص الحالة</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>وقت من اليوم</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>حتى</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>كل الحسابات</translation>
    </message>
    <message>
        <source>For</source>
        <translation>لـ</translation>
    </message>
    <message>
        <source>I change it</source>
        <translation>أغيّرها بنفسي</translation>
    </message>
    <message>
        <source>30 minutes from now</source>
        <translation>30 دقيقة من الآن</translation>
    </message>
    <message>
        <source>1 hour from now</source>
        <translation>ساعة من الآن</translation>
    </message>
    <message>
        <source>2 hours from now</source>
        <translation>ساعتان من الآن</translation>
    </message>
    <message>
        <source>4 hours from now</source>
        <translation>4 ساعات من الآن</translation>
    </message>
    <message>
        <source>A time of day</source>
        <translation>وقت من اليوم</translation>
    </message>
</context>
<context>
    <name>jackdaw::StickerGrid</name>
    <message>
        <source>Sticker</source>
        <translation>ملصق</translation>
    </message>
    <message>
        <source>Sticker: %1</source>
        <translation>ملصق: %1</translation>
    </message>
    <message>
        <source>Stickers</source>
        <translation>الملصقات</translation>
    </message>
</context>
<context>
    <name>jackdaw::StickerPackDialog</name>
    <message>
        <source>The pack is not there any more. Ask whoever sent the sticker.</source>
        <translation>لم تعد الحزمة هناك. اسأل من أرسل الملصق.</translation>
    </message>
    <message>
        <source>The pack is not what it claims to be. It was not taken.</source>
        <translation>الحزمة ليست ما تدّعيه. لم تؤخذ.</translation>
    </message>
    <message>
        <source>The pack cannot be read.</source>
        <translation>تعذّرت قراءة الحزمة.</translation>
    </message>
    <message>
        <source>The pack names pictures that cannot be fetched safely. It was not taken.</source>
        <translation>تذكر الحزمة صورًا لا يمكن جلبها بأمان. لم تؤخذ.</translation>
    </message>
    <message>
        <source>Another sticker pack is being made. Wait until it is done.</source>
        <translation>تُنشأ حزمة ملصقات أخرى. انتظر حتى تكتمل.</translation>
    </message>
    <message>
        <source>There are more stickers or packs than Jackdaw takes.</source>
        <translation>الملصقات أو الحزم أكثر مما يقبله Jackdaw.</translation>
    </message>
    <message>
        <source>Its maker does not let others use this pack.</source>
        <translation>لا يسمح صانعها للآخرين باستخدام هذه الحزمة.</translation>
    </message>
    <message>
        <source>Looking at the pack…</source>
        <translation>جارٍ النظر في الحزمة…</translation>
    </message>
    <message>
        <source>Show pictures</source>
        <translation>عرض الصور</translation>
    </message>
    <message>
        <source>Install pack</source>
        <translation>تثبيت الحزمة</translation>
    </message>
    <message>
        <source>Sticker pack</source>
        <translation>حزمة ملصقات</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Loading the pictures…</source>
        <translation>جارٍ تحميل الصور…</translation>
    </message>
    <message>
        <source>Pack without a name</source>
        <translation>حزمة بلا اسم</translation>
    </message>
    <message>
        <source>Whoever knows your address can see which packs you have.</source>
        <translation>يستطيع كل من يعرف عنوانك أن يرى أي الحزم لديك.</translation>
    </message>
    <message>
        <source>Its pictures come from %1, which learns your network address then.</source>
        <translation>تأتي صورها من %1، الذي يعرف عندئذ عنوانك على الشبكة.</translation>
    </message>
    <message>
        <source>Its pictures come from several servers, which learn your network address then.</source>
        <translation>تأتي صورها من عدة خوادم، تعرف عندئذ عنوانك على الشبكة.</translation>
    </message>
    <message>
        <source>Remove pack</source>
        <translation>إزالة الحزمة</translation>
    </message>
    <message>
        <source>Ask %1 for this pack?</source>
        <translation>أتُطلب هذه الحزمة من %1؟</translation>
    </message>
    <message>
        <source>It learns your address, and that you looked.</source>
        <translation>يعرف عنوانك، وأنك نظرت.</translation>
    </message>
    <message>
        <source>Ask for it</source>
        <translation>اطلبها</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>جارٍ التثبيت…</translation>
    </message>
</context>
<context>
    <name>jackdaw::StickerPane</name>
    <message>
        <source>Find a sticker</source>
        <translation>البحث عن ملصق</translation>
    </message>
    <message>
        <source>New pack from pictures…</source>
        <translation>حزمة جديدة من صور…</translation>
    </message>
    <message>
        <source>Remove pack…</source>
        <translation>إزالة الحزمة…</translation>
    </message>
    <message>
        <source>Sticker pack</source>
        <translation>حزمة ملصقات</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>المستعملة أخيرًا</translation>
    </message>
    <message>
        <source>Pack without a name</source>
        <translation>حزمة بلا اسم</translation>
    </message>
    <message>
        <source>No pack yet: click a sticker that somebody sends, or make one</source>
        <translation>لا حزمة بعد: انقر ملصقًا أرسله أحدهم، أو أنشئ واحدة</translation>
    </message>
    <message>
        <source>Nothing used yet</source>
        <translation>لم يُستعمل شيء بعد</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لم يُعثر على شيء</translation>
    </message>
</context>
<context>
    <name>jackdaw::StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>التخزين</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>جارٍ النظر في الملفات…</translation>
    </message>
    <message>
        <source>Files that were downloaded, and copies of those that were sent. Your own files outside of Jackdaw are not counted, and never deleted.</source>
        <translation>ملفات نُزّلت، ونسخ مما أُرسل. لا تُحسب ملفاتك خارج Jackdaw، ولا تُحذف أبدًا.</translation>
    </message>
    <message>
        <source>No chat has files on this computer.</source>
        <translation>لا ملفات لأي محادثة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>All files together: %1</source>
        <translation>كل الملفات معًا: %1</translation>
    </message>
    <message>
        <source>The other chats together: %1</source>
        <translation>المحادثات الأخرى معًا: %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>تنظيف…</translation>
    </message>
    <message>
        <source>Stop deleting files of %1</source>
        <translation>إيقاف حذف ملفات %1</translation>
    </message>
    <message>
        <source>Clean up files of %1</source>
        <translation>تنظيف ملفات %1</translation>
    </message>
    <message>
        <source>Deleting files…</source>
        <translation>جارٍ حذف الملفات…</translation>
    </message>
    <message>
        <source>Deleting files, %1 of %2</source>
        <translation>جارٍ حذف الملفات، %1 من %2</translation>
    </message>
    <message>
        <source>%1 were freed.</source>
        <translation>حُرّر %1.</translation>
    </message>
    <message>
        <source>Sticker packs: %1. They are removed beside the emoji of a chat.</source>
        <translation>حزم الملصقات: %1. تُزال بجانب الرموز التعبيرية في المحادثة.</translation>
    </message>
</context>
<context>
    <name>jackdaw::SwitcherModel</name>
    <message>
        <source>Chats</source>
        <translation>المحادثات</translation>
    </message>
    <message>
        <source>People</source>
        <translation>الأشخاص</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>الإجراءات</translation>
    </message>
    <message>
        <source>%L1 unread</source>
        <translation>%L1 غير مقروءة</translation>
    </message>
</context>
<context>
    <name>jackdaw::TimelineView</name>
    <message>
        <source>[%1] %2: %3</source>
        <translation>[%1] %2: %3</translation>
    </message>
    <message>
        <source>Go to another day…</source>
        <translation>الانتقال إلى يوم آخر…</translation>
    </message>
    <message>
        <source>Who was here that day…</source>
        <translation>من كان هنا ذلك اليوم…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>فتح %1</translation>
    </message>
    <message>
        <source>Open %1…</source>
        <translation>فتح %1…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Copy selected text	Ctrl+C</source>
        <translation>نسخ النص المحدد	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy selected text with names and times</source>
        <translation>نسخ النص المحدد مع الأسماء والأوقات</translation>
    </message>
    <message>
        <source>Copy	C</source>
        <translation>نسخ	C</translation>
    </message>
    <message>
        <source>Copy with name and time</source>
        <translation>نسخ مع الاسم والوقت</translation>
    </message>
    <message>
        <source>Who was here then…</source>
        <translation>من كان هنا حينها…</translation>
    </message>
    <message>
        <source>Show spoiler	Enter</source>
        <translation>إظهار النص المخفي	Enter</translation>
    </message>
    <message>
        <source>Hide spoiler</source>
        <translation>إخفاء النص المخفي</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>عرض الكل</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Delete for me…	Del</source>
        <translation>حذف من عندي…	Del</translation>
    </message>
    <message>
        <source>Delete for everyone…</source>
        <translation>حذف للجميع…</translation>
    </message>
    <message>
        <source>Remove for everyone…</source>
        <translation>إزالة للجميع…</translation>
    </message>
    <message>
        <source>Pause	Space</source>
        <translation>إيقاف مؤقت	Space</translation>
    </message>
    <message>
        <source>Play	Space</source>
        <translation>تشغيل	Space</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>السرعة: %1</translation>
    </message>
    <message>
        <source>Accept	Enter</source>
        <translation>قبول	Enter</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Download	Enter</source>
        <translation>تنزيل	Enter</translation>
    </message>
    <message>
        <source>Download again	Enter</source>
        <translation>تنزيل من جديد	Enter</translation>
    </message>
    <message>
        <source>Stop download	Enter</source>
        <translation>إيقاف التنزيل	Enter</translation>
    </message>
    <message>
        <source>Stop sending	Enter</source>
        <translation>إيقاف الإرسال	Enter</translation>
    </message>
    <message>
        <source>View	Enter</source>
        <translation>عرض	Enter</translation>
    </message>
    <message>
        <source>Open with another program</source>
        <translation>فتح ببرنامج آخر</translation>
    </message>
    <message>
        <source>Open	Enter</source>
        <translation>فتح	Enter</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>نسخ الصورة</translation>
    </message>
    <message>
        <source>Save as…	Ctrl+S</source>
        <translation>حفظ باسم…	Ctrl+S</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>عرض في المجلد</translation>
    </message>
    <message>
        <source>edited %1</source>
        <translation>معدّلة %1</translation>
    </message>
    <message>
        <source>Not sent. %1</source>
        <translation>لم تُرسَل. %1</translation>
    </message>
    <message>
        <source>Not sent.</source>
        <translation>لم تُرسَل.</translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>لا رسائل جديدة</numerusform>
            <numerusform>رسالة جديدة واحدة</numerusform>
            <numerusform>رسالتان جديدتان</numerusform>
            <numerusform>%n رسائل جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
            <numerusform>%n رسالة جديدة</numerusform>
        </translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>رسائل جديدة</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted</source>
        <translation>غير معمّاة من طرف إلى طرف</translation>
    </message>
    <message>
        <source>End-to-end encrypted</source>
        <translation>معمّاة من طرف إلى طرف</translation>
    </message>
    <message>
        <source>End-to-end encrypted, from a verified device</source>
        <translation>معمّاة من طرف إلى طرف، من جهاز متحقَّق منه</translation>
    </message>
    <message>
        <source>End-to-end encrypted, from a device that was not checked</source>
        <translation>معمّاة من طرف إلى طرف، من جهاز لم يُتحقَّق منه</translation>
    </message>
    <message>
        <source>Reply to an earlier message</source>
        <translation>رد على رسالة أقدم</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>In reply to you: %1</source>
        <translation>جوابًا لك: %1</translation>
    </message>
    <message>
        <source>In reply to %1: %2</source>
        <translation>جوابًا لـ %1: %2</translation>
    </message>
    <message>
        <source>In reply to an earlier thread</source>
        <translation>جوابًا لسلسلة أقدم</translation>
    </message>
    <message>
        <source>Edited %1</source>
        <translation>عُدّلت %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>إضافة تفاعل</translation>
    </message>
    <message>
        <source>Thumbs up</source>
        <translation>إبهام مرفوع</translation>
    </message>
    <message>
        <source>Heart</source>
        <translation>قلب</translation>
    </message>
    <message>
        <source>Laughing</source>
        <translation>ضحك</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>متفاجئ</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>حزين</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>شكرًا</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>احتفال</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>المزيد…</translation>
    </message>
    <message>
        <source>Reply	R</source>
        <translation>رد	R</translation>
    </message>
    <message>
        <source>Add reaction	+</source>
        <translation>إضافة تفاعل	+</translation>
    </message>
    <message>
        <source>Edit	E</source>
        <translation>تعديل	E</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>إعادة توجيه…</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>إلغاء التثبيت</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>تثبيت</translation>
    </message>
    <message>
        <source>Remove from saved</source>
        <translation>إزالة من المحفوظات</translation>
    </message>
    <message>
        <source>Save for later</source>
        <translation>حفظ لوقت لاحق</translation>
    </message>
    <message>
        <source>Send change again</source>
        <translation>إرسال التغيير من جديد</translation>
    </message>
    <message>
        <source>Who can read this…</source>
        <translation>من يستطيع قراءة هذه…</translation>
    </message>
    <message>
        <source>Encryption…</source>
        <translation>التعمية…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>This page offers no preview.</source>
        <translation>لا تقدّم هذه الصفحة معاينة.</translation>
    </message>
    <message>
        <source>Load preview of %1 once</source>
        <translation>تحميل معاينة %1 مرة واحدة</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Play	Enter</source>
        <translation>تشغيل	Enter</translation>
    </message>
    <message>
        <source>%L1 of %L2 sent together</source>
        <translation>‏%L1 من %L2 أُرسلت معًا</translation>
    </message>
    <message>
        <source>Show pack	Enter</source>
        <translation>عرض الحزمة	Enter</translation>
    </message>
    <message>
        <source>End-to-end encrypted, but not at the time at which it came</source>
        <translation>مشفّرة من طرف إلى طرف، لكن ليس في الوقت الذي وصلت فيه</translation>
    </message>
    <message>
        <source>Copy coordinates</source>
        <translation>نسخ الإحداثيات</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>نُسخت</translation>
    </message>
    <message>
        <source>Ask to resend	Enter</source>
        <translation>طلب إعادة الإرسال	Enter</translation>
    </message>
    <message>
        <source>Not sent. You stopped it.</source>
        <translation>لم يُرسل. أنت أوقفته.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Loading preview…</source>
        <translation>جارٍ تحميل المعاينة…</translation>
    </message>
    <message>
        <source>Preview of %1: %2</source>
        <translation>معاينة %1: %2</translation>
    </message>
    <message>
        <source>There is no page at this address.</source>
        <translation>لا توجد صفحة في هذا العنوان.</translation>
    </message>
    <message>
        <source>This page is too large for a preview.</source>
        <translation>هذه الصفحة أكبر من أن تُعاين.</translation>
    </message>
    <message>
        <source>%1 does not give this page now.</source>
        <translation>‏%1 لا يعطي هذه الصفحة الآن.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
</context>
<context>
    <name>jackdaw::TrayIcon</name>
    <message>
        <source>Show Jackdaw</source>
        <translation>إظهار Jackdaw</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Jackdaw</source>
        <translation>Jackdaw</translation>
    </message>
    <message numerus="yes">
        <source>Jackdaw, %n unread chats</source>
        <translation>
            <numerusform>Jackdaw، لا محادثات غير مقروءة</numerusform>
            <numerusform>Jackdaw، محادثة غير مقروءة واحدة</numerusform>
            <numerusform>Jackdaw، محادثتان غير مقروءتين</numerusform>
            <numerusform>Jackdaw، %n محادثات غير مقروءة</numerusform>
            <numerusform>Jackdaw، %n محادثة غير مقروءة</numerusform>
            <numerusform>Jackdaw، %n محادثة غير مقروءة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>jackdaw::TrustDialog</name>
    <message>
        <source>Encryption with %1</source>
        <translation>التعمية مع %1</translation>
    </message>
    <message>
        <source>Devices of %1</source>
        <translation>أجهزة %1</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Encrypt this chat</source>
        <translation>تعمية هذه المحادثة</translation>
    </message>
    <message>
        <source>Device number</source>
        <translation>رقم الجهاز</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Verification code</source>
        <translation>رمز التحقق</translation>
    </message>
    <message>
        <source>Your code. %1 scans it to check your devices.</source>
        <translation>رمزك. يمسحه %1 ليتحقق من أجهزتك.</translation>
    </message>
    <message>
        <source>My own devices…</source>
        <translation>أجهزتي…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>مختلفان</translation>
    </message>
    <message>
        <source>They match</source>
        <translation>متطابقان</translation>
    </message>
    <message>
        <source>No device of %1 that can read encrypted messages is known.</source>
        <translation>لا يُعرف لـ %1 جهاز يستطيع قراءة الرسائل المعمّاة.</translation>
    </message>
    <message>
        <source>A device of %1 shows another key.</source>
        <translation>جهاز لـ %1 يُظهر مفتاحًا آخر.</translation>
    </message>
    <message>
        <source>The new key was not taken, and nothing is encrypted for it. Ask %1 what happened before you go on.</source>
        <translation>لم يؤخذ بالمفتاح الجديد، ولا يُعمّى له شيء. اسأل %1 عما حدث قبل أن تتابع.</translation>
    </message>
    <message>
        <source>Check it before you share anything private. Until then your messages are not readable on it.</source>
        <translation>تحقق منه قبل أن تشارك شيئًا خاصًا. وإلى ذلك الحين لا تُقرأ رسائلك عليه.</translation>
    </message>
    <message>
        <source>Your messages are readable on it. Compare its number to be sure whose it is.</source>
        <translation>تُقرأ رسائلك عليه. قارن رقمه لتتأكد من صاحبه.</translation>
    </message>
    <message>
        <source>Off: the servers that pass messages on can read them</source>
        <translation>متوقفة: تستطيع الخوادم التي تمرّر الرسائل قراءتها</translation>
    </message>
    <message>
        <source>Being looked at; what you write waits</source>
        <translation>يُنظر في الأمر؛ ما تكتبه ينتظر</translation>
    </message>
    <message>
        <source>On. Keys are on their way; what you write waits for them</source>
        <translation>تعمل. المفاتيح في الطريق؛ ما تكتبه ينتظرها</translation>
    </message>
    <message>
        <source>On. No device there can read it now: what you write waits</source>
        <translation>تعمل. لا يستطيع أي جهاز هناك قراءتها الآن: ما تكتبه ينتظر</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Do not trust it</source>
        <translation>عدم الوثوق به</translation>
    </message>
    <message>
        <source>Nothing to check yet</source>
        <translation>لا شيء للتحقق منه بعد</translation>
    </message>
    <message>
        <source>As soon as %1 uses a program with OMEMO encryption, its devices appear here.</source>
        <translation>متى استعمل %1 برنامجًا فيه تعمية OMEMO ظهرت أجهزته هنا.</translation>
    </message>
    <message>
        <source>This device has not shown its key yet. There is nothing to compare, and nothing is encrypted for it.</source>
        <translation>لم يُظهر هذا الجهاز مفتاحه بعد. لا شيء للمقارنة، ولا يُعمّى له شيء.</translation>
    </message>
    <message>
        <source>“%1” is verified</source>
        <translation>«%1» متحقَّق منه</translation>
    </message>
    <message>
        <source>Check “%1”</source>
        <translation>التحقق من «%1»</translation>
    </message>
    <message>
        <source>Meet or call %1, then scan the code or compare the number.</source>
        <translation>قابل %1 أو اتصل به، ثم امسح الرمز أو قارن الرقم.</translation>
    </message>
    <message>
        <source>Number of %1</source>
        <translation>رقم %1</translation>
    </message>
    <message>
        <source>%1 sees the same number on that device, in its settings for encryption. If one group of digits differs, it is not the same device.</source>
        <translation>يرى %1 الرقم نفسه على ذلك الجهاز، في إعدادات التعمية لديه. إن اختلفت مجموعة أرقام واحدة فليس الجهاز نفسه.</translation>
    </message>
    <message>
        <source>Send without encryption from now on?</source>
        <translation>الإرسال بلا تعمية من الآن؟</translation>
    </message>
    <message>
        <source>What you write to %1, and what waits, can then be read by the servers that pass it on.</source>
        <translation>ما تكتبه إلى %1، وما ينتظر، تستطيع عندئذ الخوادم التي تمرّره قراءته.</translation>
    </message>
    <message>
        <source>Switch encryption off</source>
        <translation>إيقاف التعمية</translation>
    </message>
    <message>
        <source>Code and number</source>
        <translation>الرمز والرقم</translation>
    </message>
    <message>
        <source>Scan from an image…</source>
        <translation>المسح من صورة…</translation>
    </message>
    <message>
        <source>On for all messages, files and voice</source>
        <translation>تعمل لكل الرسائل والملفات والصوت</translation>
    </message>
</context>
<context>
    <name>jackdaw::UndoStrip</name>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Undo send</source>
        <translation>التراجع عن الإرسال</translation>
    </message>
    <message>
        <source>Your message goes out in a moment.</source>
        <translation>تخرج رسالتك بعد لحظة.</translation>
    </message>
    <message>
        <source>Your message goes out in a moment. Ctrl+Z in the empty field takes it back.</source>
        <translation>تخرج رسالتك بعد لحظة. يسترجعها Ctrl+Z في الحقل الفارغ.</translation>
    </message>
</context>
<context>
    <name>jackdaw::VideoViewer</name>
    <message>
        <source>Videos do not play: the part of Jackdaw for them cannot be loaded. Install it again.</source>
        <translation>لا تعمل مقاطع الفيديو: تعذّر تحميل جزء Jackdaw الخاص بها. ثبّته من جديد.</translation>
    </message>
    <message>
        <source>This video cannot be played here: what reads its format is not installed. Open it with another program.</source>
        <translation>لا يمكن تشغيل هذا الفيديو هنا: ما يقرأ صيغته غير مثبّت. افتحه ببرنامج آخر.</translation>
    </message>
    <message>
        <source>This video has more pixels than Jackdaw plays. Open it with another program.</source>
        <translation>في هذا الفيديو بكسلات أكثر مما يشغّله Jackdaw. افتحه ببرنامج آخر.</translation>
    </message>
    <message>
        <source>This video cannot be played. It may be damaged. Open it with another program.</source>
        <translation>لا يمكن تشغيل هذا الفيديو. قد يكون تالفًا. افتحه ببرنامج آخر.</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>فيديو</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>who sent a video, and what its file is called</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Open with another program</source>
        <translation>فتح ببرنامج آخر</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>حفظ باسم…</translation>
    </message>
    <message>
        <source>Video %1 from %2</source>
        <translation>فيديو %1 من %2</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>الموضع</translation>
    </message>
    <message>
        <source>No sound output</source>
        <translation>لا مخرج صوت</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>مستوى الصوت</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>ملء الشاشة</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <comment>of a video, how far it was played and how long it is</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>مغادرة ملء الشاشة</translation>
    </message>
    <message>
        <source>Previous video</source>
        <translation>الفيديو السابق</translation>
    </message>
    <message>
        <source>Next video</source>
        <translation>الفيديو التالي</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم الصوت</translation>
    </message>
    <message>
        <source>Your video %1</source>
        <translation>مقطعك %1</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>إلغاء كتم الصوت</translation>
    </message>
</context>
<context>
    <name>jackdaw::VoiceBar</name>
    <message>
        <source>No microphone was found. Connect one and try again.</source>
        <translation>لم يُعثر على ميكروفون. وصّل واحدًا ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>The microphone gives no sound. Close what else may be using it and try again.</source>
        <translation>لا يعطي الميكروفون صوتًا. أغلق ما قد يستعمله غير هذا ثم حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Recording does not work: the part of Jackdaw for sound cannot be loaded. Install it again.</source>
        <translation>لا يعمل التسجيل: تعذّر تحميل جزء Jackdaw الخاص بالصوت. ثبّته من جديد.</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>رسالة صوتية</translation>
    </message>
    <message>
        <source>Discard recording</source>
        <translation>تجاهل التسجيل</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Listen to the recording</source>
        <translation>الاستماع إلى التسجيل</translation>
    </message>
    <message>
        <source>Pause recording</source>
        <translation>إيقاف التسجيل مؤقتًا</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مرة أخرى</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>متابعة التسجيل</translation>
    </message>
    <message>
        <source>Send voice message</source>
        <translation>إرسال الرسالة الصوتية</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>جارٍ التسجيل</translation>
    </message>
    <message>
        <source>No sound output was found.</source>
        <translation>لم يُعثر على مخرج صوت.</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>جارٍ التشغيل</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>of a recording: &quot;Paused&quot;, and how long it is</extracomment>
        <translation>%1، %2</translation>
    </message>
</context>
<context>
    <name>jackdaw::VoiceStrip</name>
    <message>
        <source>Request voice</source>
        <translation>طلب حق الكلام</translation>
    </message>
    <message>
        <source>Ask the moderators whether you may write here</source>
        <translation>اسأل المشرفين هل تستطيع الكتابة هنا</translation>
    </message>
    <message>
        <source>The moderators were asked whether you may write here.</source>
        <translation>سُئل المشرفون هل تستطيع الكتابة هنا.</translation>
    </message>
    <message>
        <source>You can read this group, but not write in it.</source>
        <translation>تستطيع قراءة هذه المجموعة، لا الكتابة فيها.</translation>
    </message>
</context>
<context>
    <name>jackdaw::WaitingDialog</name>
    <message>
        <source>Waiting messages</source>
        <translation>الرسائل المنتظرة</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation>لا شيء ينتظر</translation>
    </message>
    <message>
        <source>Messages that you write while offline appear here.</source>
        <translation>تظهر هنا الرسائل التي تكتبها دون اتصال.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>إرسال من جديد</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>فتح المحادثة</translation>
    </message>
    <message>
        <source>Open chat with %1</source>
        <translation>فتح المحادثة مع %1</translation>
    </message>
</context>
<context>
    <name>jackdaw::WatchDialog</name>
    <message>
        <source>Watch people</source>
        <translation>مراقبة أشخاص</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>مراقبة</translation>
    </message>
    <message>
        <source>Find a person or group</source>
        <translation>البحث عن شخص أو مجموعة</translation>
    </message>
    <message>
        <source>People to watch</source>
        <translation>أشخاص للمراقبة</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>تعليم كل المعروضين</translation>
    </message>
</context>
<context>
    <name>jackdaw::WhyDialog</name>
    <message>
        <source>Encryption of this message</source>
        <translation>تعمية هذه الرسالة</translation>
    </message>
    <message>
        <source>Not end-to-end encrypted</source>
        <translation>غير معمّاة من طرف إلى طرف</translation>
    </message>
    <message>
        <source>End-to-end encrypted</source>
        <translation>معمّاة من طرف إلى طرف</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>لا يمكن قراءتها</translation>
    </message>
    <message>
        <source>The servers that passed it on could read it.</source>
        <translation>استطاعت الخوادم التي مرّرتها قراءتها.</translation>
    </message>
    <message>
        <source>Which devices could read it is not known on this computer.</source>
        <translation>لا يُعرف على هذا الحاسوب أي الأجهزة استطاعت قراءتها.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>Everybody in %1 can read it.</source>
        <translation>يستطيع كل من في %1 قراءتها.</translation>
    </message>
    <message>
        <source>These people cannot read it: %1.</source>
        <translation>لا يستطيع هؤلاء قراءتها: %1.</translation>
    </message>
    <message>
        <source>The time that was encrypted with it is not the time at which it came: it may be an old message that somebody sent again.</source>
        <translation>الوقت المعمّى معها ليس وقت وصولها: قد تكون رسالة قديمة أرسلها أحد من جديد.</translation>
    </message>
    <message>
        <source>Agree on new keys</source>
        <translation>الاتفاق على مفاتيح جديدة</translation>
    </message>
    <message>
        <source>Devices…</source>
        <translation>الأجهزة…</translation>
    </message>
    <message>
        <source>Written on %1</source>
        <translation>كُتبت على %1</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>سُئل</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Fetch its keys again</source>
        <translation>جلب مفاتيحه من جديد</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>تحقّق…</translation>
    </message>
    <message>
        <source>Nobody: their server did not tell which devices they have</source>
        <translation>لا أحد: لم يقل خادمه أي الأجهزة له</translation>
    </message>
    <message>
        <source>No device of %1 can read it.</source>
        <translation>لا يستطيع أي جهاز لـ %1 قراءتها.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln devices of %1 can read it.</source>
        <translation>
            <numerusform>لا يستطيع أي جهاز لـ %1 قراءتها.</numerusform>
            <numerusform>يستطيع جهاز واحد لـ %1 قراءتها.</numerusform>
            <numerusform>يستطيع جهازان لـ %1 قراءتها.</numerusform>
            <numerusform>يستطيع %Ln أجهزة لـ %1 قراءتها.</numerusform>
            <numerusform>يستطيع %Ln جهازًا لـ %1 قراءتها.</numerusform>
            <numerusform>يستطيع %Ln جهاز لـ %1 قراءتها.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>لم تُرسَل بعد</translation>
    </message>
    <message>
        <source>It waits, and does not go out without encryption.</source>
        <translation>تنتظر، ولا تخرج دون تشفير.</translation>
    </message>
    <message>
        <source>Ask to resend</source>
        <translation>طلب إعادة الإرسال</translation>
    </message>
    <message>
        <source>Writes a message that asks for it, which you can read before it is sent</source>
        <translation>يكتب رسالة تطلب ذلك، ويمكنك قراءتها قبل إرسالها</translation>
    </message>
    <message>
        <source>It waits, and goes out encrypted to the devices that can read it then.</source>
        <translation>تنتظر، وتخرج مشفّرة إلى الأجهزة التي تستطيع قراءتها حينئذ.</translation>
    </message>
    <message>
        <source>It waits: no device of %1 can read it now.</source>
        <translation>تنتظر: لا يستطيع أي جهاز لـ %1 قراءتها الآن.</translation>
    </message>
    <message>
        <source>Send to those who can read</source>
        <translation>الإرسال إلى من يستطيعون القراءة</translation>
    </message>
    <message>
        <source>Waits for the others no more: they will not be able to read it</source>
        <translation>لا تنتظر الآخرين بعد الآن: لن يستطيعوا قراءتها</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Jackdaw cannot use the profile folder %1 (%2). Give another one with --profile.</source>
        <translation>لا يستطيع Jackdaw استعمال مجلد الملف %1 ‏(%2). أعطِ غيره بـ ‎--profile.</translation>
    </message>
    <message>
        <source>Jackdaw is running with this profile already, and does not answer.</source>
        <translation>يعمل Jackdaw بالفعل بهذا الملف، ولا يجيب.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>لا يمكن كتابة %1.</translation>
    </message>
</context>
</TS>

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"
#include "base/XmppLink.h"
#include "xmpp/BitsOfBinary.h"
#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Registration.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace registration_test {

/// Forms, registrations, bits of binary and invitation links as their specifications write them.
class RegistrationTest : public QObject
{
    Q_OBJECT

    static QDomElement dom(const QString &xml)
    {
        static QDomDocument document;
        document = QDomDocument();
        if (!document.setContent(u"<s xmlns='jabber:client'>%1</s>"_s.arg(xml), QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed");
        }
        return document.documentElement().firstChildElement();
    }

    template<class Write>
    static QString written(Write write)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        write(writer);
        return xml;
    }

private Q_SLOTS:
    void readsEveryTypeOfField();
    void readsResultsWithSeveralRows();
    void takesNoMoreThanSomebodyCanFillIn();
    void writesASubmission();
    void readsFixedFields();
    void readsARegistrationForm();
    void readsAnAddressElsewhere_data();
    void readsAnAddressElsewhere();
    void readsAPictureThatCameAlong();
    void refusesAPictureThatIsAnother();
    void answersAsItWasAsked();
    void saysWhyItWasRefused_data();
    void saysWhyItWasRefused();
    void knowsWhatAStreamOffers();
    void readsInvitations_data();
    void readsInvitations();
    void noPasswordOfAFormIsLogged();
};

void RegistrationTest::readsEveryTypeOfField()
{
    // XEP-0004, example 2.
    const DataForm form = readDataForm(dom(uR"(<x xmlns='jabber:x:data' type='form'>
        <title>Bot Configuration</title><instructions>Fill out this form to configure your new bot!</instructions>
        <field type='hidden' var='FORM_TYPE'><value>jabber:bot</value></field>
        <field type='fixed'><value>Section 1: Bot Info</value></field>
        <field type='text-single' label='The name of your bot' var='botname'/>
        <field type='text-multi' label='Helpful description of your bot' var='description'/>
        <field type='boolean' label='Public bot?' var='public'><required/></field>
        <field type='text-private' label='Password for special access' var='password'/>
        <field type='list-multi' label='What features will the bot support?' var='features'>
          <option label='Contests'><value>contests</value></option><option label='News'><value>news</value></option>
          <value>news</value><value>search</value></field>
        <field type='list-single' label='Maximum number of subscribers' var='maxsubs'>
          <value>20</value><option label='10'><value>10</value></option><option><value>none</value></option></field>
        <field type='jid-multi' label='People to invite' var='invitelist'><desc>Tell all your friends about your new bot!</desc></field>
        <field type='jid-single' var='owner'/><field var='untyped'/><field type='strange' var='other'/></x>)"_s));
    QCOMPARE(form.title, u"Bot Configuration"_s);
    QCOMPARE(form.instructions, QStringList{u"Fill out this form to configure your new bot!"_s});
    QCOMPARE(form.formType(), u"jabber:bot"_s);
    using Type = FormField::Type;
    QList<Type> types;
    for (const FormField &field : form.fields)
        types += field.type;
    QCOMPARE(types, (QList<Type>{Type::Hidden, Type::Fixed, Type::TextSingle, Type::TextMulti, Type::Boolean, Type::TextPrivate,
                                 Type::ListMulti, Type::ListSingle, Type::JidMulti, Type::JidSingle, Type::TextSingle, Type::TextSingle}));
    QCOMPARE(form.find(u"public")->need, FormField::Need::Required);
    QCOMPARE(form.find(u"botname")->need, FormField::Need::Optional);
    QCOMPARE(form.find(u"features")->values, (QStringList{u"news"_s, u"search"_s}));
    QCOMPARE(form.find(u"features")->options.first(), (FormField::Option{u"Contests"_s, u"contests"_s}));
    QCOMPARE(form.find(u"maxsubs")->options.last(), (FormField::Option{{}, u"none"_s}));
    QCOMPARE(form.find(u"invitelist")->description, u"Tell all your friends about your new bot!"_s);
}

void RegistrationTest::readsResultsWithSeveralRows()
{
    const DataForm form = readDataForm(dom(uR"(<x xmlns='jabber:x:data' type='result'>
        <reported><field var='name' label='Name'/><field var='url'/></reported>
        <item><field var='name'><value>Comune di Verona</value></field><field var='url'><value>http://www.comune.verona.it/</value></field></item>
        <item><field var='name'><value>Universita</value></field></item></x>)"_s));
    QCOMPARE(form.type, DataForm::Type::Result);
    QCOMPARE(form.reported.size(), 2);
    QCOMPARE(form.items.size(), 2);
    QCOMPARE(form.items.first().last().value(), u"http://www.comune.verona.it/"_s);
}

void RegistrationTest::takesNoMoreThanSomebodyCanFillIn()
{
    const DataForm form = readDataForm(dom(u"<x xmlns='jabber:x:data' type='form'>"_s + u"<field var='a'/>"_s.repeated(5000) + u"</x>"_s));
    QCOMPARE(form.fields.size(), 200);
}

void RegistrationTest::writesASubmission()
{
    DataForm form = readDataForm(dom(uR"(<x xmlns='jabber:x:data' type='form'>
        <field type='hidden' var='FORM_TYPE'><value>jabber:bot</value></field><field type='fixed'><value>Section</value></field>
        <field type='text-single' var='botname'/><field type='list-multi' var='features'><value>a</value></field>
        <field type='text-single' var='empty'/></x>)"_s));
    const DataForm before = form;
    form.find(u"botname")->values = QStringList{u"The <Jabber> Bot"_s};
    QCOMPARE(before.value(u"botname"), QString()); // a copy stays as it was
    form.find(u"features")->values = QStringList{u"contests"_s, u"news"_s};
    QCOMPARE(written([&](QXmlStreamWriter &writer) { writeSubmission(writer, form); }),
             u"<x xmlns=\"jabber:x:data\" type=\"submit\"><field var=\"FORM_TYPE\" type=\"hidden\"><value>jabber:bot</value></field>"
             "<field var=\"botname\" type=\"text-single\"><value>The &lt;Jabber&gt; Bot</value></field>"
             "<field var=\"features\" type=\"list-multi\"><value>contests</value><value>news</value></field></x>"_s);
    QCOMPARE(readDataForm(dom(written(writeCancellation))).type, DataForm::Type::Cancel);
}

void RegistrationTest::readsFixedFields()
{
    // XEP-0077, example 2.
    const auto query = readRegistration(dom(uR"(<query xmlns='jabber:iq:register'><instructions>
        Choose a username and password for use with this service.</instructions><username/><password/><email/></query>)"_s));
    QCOMPARE(query.source, RegistrationQuery::Source::Fields);
    QStringList names;
    for (const FormField &field : query.form.fields)
        names += field.var;
    QCOMPARE(names, (QStringList{u"username"_s, u"password"_s, u"email"_s}));
    QCOMPARE(query.form.find(u"password")->type, FormField::Type::TextPrivate);
    QCOMPARE(query.form.find(u"email")->need, FormField::Need::Required);
    QCOMPARE(query.form.instructions, QStringList{u"Choose a username and password for use with this service."_s});
    QVERIFY(!hasChallenge(query.form));
}

void RegistrationTest::readsARegistrationForm()
{
    // XEP-0158, example 7.
    const auto query = readRegistration(dom(uR"(<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>
        <field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field>
        <field type='hidden' var='challenge'><value>F3A6292C</value></field>
        <field var='ocr' label='Enter the text you see'><media xmlns='urn:xmpp:media-element' height='80' width='290'>
          <uri type='image/jpeg'>http://www.victim.com/challenges/ocr.jpeg?F3A6292C</uri>
          <uri type='image/jpeg'>cid:sha1+f24030b8d91d233bac14777be5ab531ca3b9f102@bob.xmpp.org</uri></media></field>
        <field type='text-single' var='username'><required/></field><field type='text-private' var='password'><required/></field></x>
        <instructions>To register, visit http://www.victim.com/register.html</instructions>
        <x xmlns='jabber:x:oob'><url>http://www.victim.com/register.html</url></x></query>)"_s));
    QCOMPARE(query.source, RegistrationQuery::Source::Form);
    QCOMPARE(query.form.fields.size(), 5);
    QCOMPARE(query.form.instructions, QStringList());
    QCOMPARE(query.website, u"http://www.victim.com/register.html"_s);
    QCOMPARE(missingPictures(query.form), QStringList{u"sha1+f24030b8d91d233bac14777be5ab531ca3b9f102@bob.xmpp.org"_s});
    QVERIFY(hasChallenge(query.form));
}

void RegistrationTest::readsAnAddressElsewhere_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("taken");
    QTest::newRow("https") << u"https://harbor.example/register"_s << true;
    QTest::newRow("http") << u"http://harbor.example/register"_s << true;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("another's name in front") << u"https://bank.example@evil.example/"_s << false;
    QTest::newRow("nothing") << u"harbor.example"_s << false;
}

void RegistrationTest::readsAnAddressElsewhere()
{
    QFETCH(QString, url);
    QFETCH(bool, taken);
    const auto query = readRegistration(
        dom(u"<query xmlns='jabber:iq:register'><instructions>Elsewhere</instructions><x xmlns='jabber:x:oob'><url>%1</url></x></query>"_s.arg(url)));
    QCOMPARE(query.website, taken ? url : QString());
    QVERIFY(query.form.fields.isEmpty());
}

// XEP-0231, example 1 in kind: a PNG of one pixel under its SHA-1.
const QString onePixel = u"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="_s;
QString pixelCid(const QByteArray &bytes = QByteArray::fromBase64(onePixel.toLatin1()))
{
    return u"sha1+%1@bob.xmpp.org"_s.arg(QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex()));
}

QString formWithPicture(const QString &cid, const QString &data)
{
    return uR"(<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'><field var='ocr'>
        <media xmlns='urn:xmpp:media-element'><uri type='image/png'>cid:%1</uri></media></field></x>
        <data xmlns='urn:xmpp:bob' cid='%1' type='image/png' max-age='0'>%2</data></query>)"_s.arg(cid, data);
}

void RegistrationTest::readsAPictureThatCameAlong()
{
    const auto query = readRegistration(dom(formWithPicture(pixelCid(), onePixel.left(40) + u"\n   "_s + onePixel.mid(40))));
    QCOMPARE(missingPictures(query.form), QStringList());
    QCOMPARE(query.form.find(u"ocr")->media.first().bytes, QByteArray::fromBase64(onePixel.toLatin1()));
}

void RegistrationTest::refusesAPictureThatIsAnother()
{
    const QString foreign = pixelCid("something else");
    QCOMPARE(missingPictures(readRegistration(dom(formWithPicture(foreign, onePixel))).form), QStringList{foreign});
    const auto read = [](const QString &cid, const QString &data) {
        return bool(readBitsOfBinary(dom(u"<data xmlns='urn:xmpp:bob' cid='%1'>%2</data>"_s.arg(cid, data))));
    };
    QVERIFY(read(pixelCid(), onePixel));
    QVERIFY(!read(u"md5+0@bob.xmpp.org"_s, onePixel));
    QVERIFY(!read(pixelCid(), u"%%%"_s));
    const QByteArray large(maximumBitsOfBinary + 1, 'x');
    QVERIFY(!read(pixelCid(large), QString::fromLatin1(large.toBase64())));
}

void RegistrationTest::answersAsItWasAsked()
{
    auto query = readRegistration(dom(u"<query xmlns='jabber:iq:register'><username/><password/><email/></query>"_s));
    query.form.find(u"username")->values = QStringList{u"bill"_s};
    query.form.find(u"password")->values = QStringList{u"Calliope"_s};
    query.form.find(u"email")->values = QStringList{u"bard@shakespeare.lit"_s};
    // XEP-0077, example 4.
    QCOMPARE(written([&](QXmlStreamWriter &writer) { writeRegistration(writer, query.source, query.form); }),
             u"<query xmlns=\"jabber:iq:register\"><username>bill</username><password>Calliope</password>"
             "<email>bard@shakespeare.lit</email></query>"_s);
    QVERIFY(written([&](QXmlStreamWriter &writer) { writeRegistration(writer, RegistrationQuery::Source::Form, query.form); })
                .startsWith(u"<query xmlns=\"jabber:iq:register\"><x xmlns=\"jabber:x:data\" type=\"submit\">"_s));
    // Examples 18 and 12; XEP-0445, example 2.
    QCOMPARE(written([](QXmlStreamWriter &writer) { writePasswordChange(writer, u"bill"_s, u"newpass"_s); }),
             u"<query xmlns=\"jabber:iq:register\"><username>bill</username><password>newpass</password></query>"_s);
    QCOMPARE(written(writeRemoval), u"<query xmlns=\"jabber:iq:register\"><remove/></query>"_s);
    QCOMPARE(written([](QXmlStreamWriter &writer) { writePreAuthentication(writer, u"TOKEN"_s); }),
             u"<preauth xmlns=\"urn:xmpp:pars:0\" token=\"TOKEN\"/>"_s);
}

void RegistrationTest::saysWhyItWasRefused_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<RegistrationStep>("step");
    QTest::addColumn<bool>("challenge");
    QTest::addColumn<ErrorKind>("kind");
    using Step = RegistrationStep;
    QTest::newRow("name taken") << u"cancel"_s << u"conflict"_s << Step::Submit << false << ErrorKind::Conflict;
    QTest::newRow("name taken, with a picture") << u"cancel"_s << u"conflict"_s << Step::Submit << true << ErrorKind::Conflict;
    QTest::newRow("something is missing") << u"modify"_s << u"not-acceptable"_s << Step::Submit << false << ErrorKind::NotAcceptable;
    QTest::newRow("wrong picture") << u"cancel"_s << u"not-acceptable"_s << Step::Submit << true << ErrorKind::WrongAnswer;
    QTest::newRow("wrong picture, ejabberd") << u"auth"_s << u"not-allowed"_s << Step::Submit << true << ErrorKind::WrongAnswer;
    QTest::newRow("not allowed") << u"cancel"_s << u"not-allowed"_s << Step::Submit << false << ErrorKind::Forbidden;
    QTest::newRow("forbidden") << u"auth"_s << u"forbidden"_s << Step::Form << false << ErrorKind::Forbidden;
    QTest::newRow("too many") << u"wait"_s << u"resource-constraint"_s << Step::Submit << false << ErrorKind::TooMany;
    QTest::newRow("too many, with a picture") << u"wait"_s << u"resource-constraint"_s << Step::Submit << true << ErrorKind::TooMany;
    QTest::newRow("too many, Prosody") << u"wait"_s << u"policy-violation"_s << Step::Submit << false << ErrorKind::TooMany;
    QTest::newRow("none is made") << u"cancel"_s << u"service-unavailable"_s << Step::Form << false << ErrorKind::Unavailable;
    QTest::newRow("token unknown") << u"cancel"_s << u"item-not-found"_s << Step::Token << false << ErrorKind::Invitation;
    QTest::newRow("token refused") << u"auth"_s << u"forbidden"_s << Step::Token << false << ErrorKind::Invitation;
}

void RegistrationTest::saysWhyItWasRefused()
{
    QFETCH(QString, type);
    QFETCH(QString, condition);
    QFETCH(RegistrationStep, step);
    QFETCH(bool, challenge);
    QFETCH(ErrorKind, kind);
    DataForm form;
    FormField field;
    field.var = challenge ? u"ocr"_s : u"email"_s;
    form.fields += field;
    const auto iq = dom(u"<iq type='error'><error type='%1'><%2 xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"_s.arg(type, condition));
    QCOMPARE(registrationError(stanzaError(iq), step, form).kind, kind);
}

void RegistrationTest::knowsWhatAStreamOffers()
{
    const auto features = [](const QString &inside) {
        return dom(u"<stream:features xmlns:stream='http://etherx.jabber.org/streams'>%1</stream:features>"_s.arg(inside));
    };
    QVERIFY(offersRegistration(features(u"<register xmlns='http://jabber.org/features/iq-register'/>"_s)));
    QVERIFY(!offersInvitations(features(u"<register xmlns='http://jabber.org/features/iq-register'/>"_s)));
    QVERIFY(offersInvitations(features(u"<register xmlns='urn:xmpp:ibr-token:0'/>"_s)));
    QVERIFY(offersInvitations(features(u"<register xmlns='urn:xmpp:invite'/>"_s)));
    QVERIFY(!offersRegistration(features(u"<register xmlns='jabber:iq:register'/>"_s)));
}

void RegistrationTest::readsInvitations_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("contact");
    QTest::addColumn<bool>("mayRegister");
    // XEP-0445, 3.1 to 3.3; XEP-0379, 3.2 and 3.3.
    QTest::newRow("a name") << u"xmpp:juliet@example.com?register;preauth=TOKEN"_s << u"juliet@example.com"_s << u"TOKEN"_s << false << true;
    QTest::newRow("a server") << u"xmpp:example.com?register;preauth=TOKEN"_s << u"example.com"_s << u"TOKEN"_s << false << true;
    QTest::newRow("no token") << u"xmpp:example.com?register"_s << u"example.com"_s << QString() << false << true;
    QTest::newRow("both") << u"xmpp:romeo@example.com?roster;preauth=TOKEN;ibr=y"_s << u"romeo@example.com"_s << u"TOKEN"_s << true << true;
    QTest::newRow("a contact") << u"xmpp:romeo@montague.net?roster;preauth=1tMF;name=Romeo%20Montague"_s << u"romeo@montague.net"_s << u"1tMF"_s << true << false;
    QTest::newRow("blanks and capitals") << u"  XMPP:Romeo@Example.com?roster;preauth=a%2Bb \n"_s << u"romeo@example.com"_s << u"a+b"_s << true << false;
    QTest::newRow("the landing page of a server") << u"https://juicy.example/i/#romeo@montague.net?roster;preauth=1tMF"_s << u"romeo@montague.net"_s << u"1tMF"_s << true << false;
    QTest::newRow("the same, with a scheme") << u"https://juicy.example/i/#xmpp:example.com?register;preauth=T"_s << u"example.com"_s << u"T"_s << false << true;
    for (const char *other : {"xmpp:romeo@example.com", "xmpp:romeo@example.com?message;body=hi", "xmpp:example.com?roster;preauth=T",
                              "https://example.com/invite", "romeo@example.com", "", "xmpp:?register", "xmpp:romeo@example.com?remove",
                              "xmpp:a b@example.com?register", "file:///etc/passwd#example.com?register"}) {
        QTest::addRow("none: %s", other) << QString::fromLatin1(other) << QString() << QString() << false << false;
    }
    QTest::newRow("none: endless") << u"xmpp:example.com?register;preauth="_s + QString(100'000, u'x') << QString() << QString() << false << false;
}

void RegistrationTest::readsInvitations()
{
    QFETCH(QString, link);
    QFETCH(QString, address);
    const auto read = InvitationLink::parse(link);
    QCOMPARE(read.hasValue(), !address.isEmpty());
    if (!read)
        return;
    QCOMPARE(read->address.toString(), address);
    QTEST(read->token, "token");
    QTEST(read->kind == InvitationLink::Kind::Contact, "contact");
    QTEST(read->mayRegister, "mayRegister");
}

void RegistrationTest::noPasswordOfAFormIsLogged()
{
    for (const QString &xml : {u"<x><field type='text-private' var='password'><value>Calliope</value></field><field var='username'><value>bill</value></field></x>"_s,
                               u"<x><field var=\"password\" type=\"text-private\"><value>Calliope</value></field><field var='username'><value>bill</value></field></x>"_s,
                               u"<q><password>Calliope</password><username>bill</username></q>"_s}) {
        QVERIFY2(!withoutSecrets(xml).contains(u"Calliope"_s), qPrintable(withoutSecrets(xml)));
        QVERIFY2(withoutSecrets(xml).contains(u"bill"_s), qPrintable(withoutSecrets(xml)));
    }
}

JACKDAW_TEST(RegistrationTest)

} // namespace registration_test

#include "RegistrationTest.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// "Create an account" on the sign-in page: links, the provider's form with its picture, and errors in words.
#include "signin/CreateAccountForm.h"
#include "signin/SignInPage.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "widgets/Banner.h"
#include "widgets/DataFormView.h"
#include "widgets/Fields.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QBuffer>
#include <QCheckBox>
#include <QScrollArea>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace create_account_test {

class CreateAccountTest : public QObject
{
    Q_OBJECT

    template<class T>
    static T *named(const QWidget *parent, const QString &name)
    {
        for (T *widget : parent->findChildren<T *>()) {
            // On X11 and Wayland Qt speaks the choice of a combo box as its name, and takes the name from its label.
            if (QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name) == name
                || (qobject_cast<QComboBox *>(widget) && widget->accessibleName() == name))
                return widget;
        }
        return nullptr;
    }
    QWidget *form() const { return m_page->findChild<CreateAccountForm *>(); }
    QLineEdit *field(const QString &name) const { return named<QLineEdit>(form(), name); }
    TextField *around(const QString &name) const { return qobject_cast<TextField *>(field(name)->parentWidget()); }
    QAbstractButton *button(const QString &name) const { return named<QAbstractButton>(form(), name); }
    void enter(const QString &text)
    {
        QLineEdit *provider = field(u"Provider or invitation link"_s);
        provider->clear();
        QTest::keyClicks(provider, text);
        QTest::keyClick(provider, Qt::Key_Return);
    }
    static RegistrationOffer offer()
    {
        RegistrationOffer out;
        FormField user;
        user.var = u"username"_s;
        user.need = FormField::Need::Required;
        FormField password = user;
        password.var = u"password"_s;
        password.type = FormField::Type::TextPrivate;
        out.form.fields = {user, password};
        return out;
    }
    static RegistrationOffer offerWithPicture()
    {
        QImage image(120, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        RegistrationOffer out = offer();
        FormField ocr;
        ocr.var = u"ocr"_s;
        ocr.label = u"Enter the text you see"_s;
        ocr.need = FormField::Need::Required;
        ocr.media = {{u"image/png"_s, u"cid:sha1+0@bob.xmpp.org"_s, png}};
        out.form.fields.append(ocr);
        return out;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SignInPage> m_page;

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(u"settings.ini"_s));
        m_theme = std::make_unique<Theme>(*m_preferences);
        useStyle(*m_theme);
    }
    void cleanupTestCase()
    {
        m_page.reset();
        QApplication::setStyle(u"Fusion"_s);
    }
    void init()
    {
        m_page = std::make_unique<SignInPage>(*m_theme, *m_preferences);
        m_page->resize(1180, 780);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        named<QAbstractButton>(m_page.get(), u"Create an account"_s)->click();
    }

    void asksTheProviderThatWasNamed_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("token");
        QTest::newRow("name") << u" Harbor.example "_s << u"harbor.example"_s << QString();
        QTest::newRow("website") << u"https://harbor.example/register"_s << u"harbor.example"_s << QString();
        QTest::newRow("account invitation") << u"xmpp:harbor.example?register;preauth=TOKEN"_s << u"harbor.example"_s << u"TOKEN"_s;
        QTest::newRow("contact invitation") << u"xmpp:tomas@harbor.example?roster;preauth=T2;ibr=y"_s << u"harbor.example"_s << u"T2"_s;
    }
    void asksTheProviderThatWasNamed()
    {
        QFETCH(QString, typed);
        QSignalSpy asked(m_page.get(), &SignInPage::registrationAsked);
        QVERIFY(field(u"Provider or invitation link"_s)->hasFocus());
        enter(typed);
        QCOMPARE(asked.count(), 1);
        QTEST(asked.first().at(0).value<AccountSettings>().jid.toString(), "domain");
        QTEST(asked.first().at(1).toString(), "token");
        button(u"Asking the provider…"_s)->click(); // once is enough
        QCOMPARE(asked.count(), 1);
    }

    void refusesWhatIsNoProvider_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << QString() << u"A provider is missing. It looks like provider.example."_s;
        QTest::newRow("address") << u"mara@harbor.example"_s << u"“mara@harbor.example” is not the name of a provider. It looks like provider.example."_s;
        QTest::newRow("other link") << u"xmpp:tomas@harbor.example?message"_s << u"This link is no invitation. Check that you copied all of it."_s;
    }
    void refusesWhatIsNoProvider()
    {
        QFETCH(QString, typed);
        QSignalSpy asked(m_page.get(), &SignInPage::registrationAsked);
        enter(typed);
        QCOMPARE(asked.count(), 0);
        QTEST(around(u"Provider or invitation link"_s)->line(), "words");
    }

    void aContactWithoutAServerOfTheirOwnNeedsAProvider()
    {
        QSignalSpy asked(m_page.get(), &SignInPage::registrationAsked);
        enter(u"xmpp:tomas@harbor.example?roster;preauth=T"_s);
        QCOMPARE(asked.count(), 0);
        QVERIFY(named<QLabel>(form(), u"tomas@harbor.example invites you to chat. Name the provider where you want your account."_s));
        enter(u"other.example"_s);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(1).toString(), QString());
        QCOMPARE(m_page->invitation()->address.toString(), u"tomas@harbor.example"_s);
        QCOMPARE(m_page->invitation()->token, u"T"_s);
    }

    void theFormIsFilledInAndSent()
    {
        enter(u"harbor.example"_s);
        m_page->showOffer(offer());
        QSignalSpy submitted(m_page.get(), &SignInPage::registrationSubmitted);
        QVERIFY(field(u"User name"_s)->hasFocus());
        QTest::keyClicks(field(u"User name"_s), u"mara"_s);
        QTest::keyClick(field(u"User name"_s), Qt::Key_Return);
        QVERIFY(field(u"Password"_s)->hasFocus());
        QCOMPARE(field(u"Password"_s)->echoMode(), QLineEdit::Password);
        button(u"Create account"_s)->click();
        QCOMPARE(submitted.count(), 0);
        QCOMPARE(around(u"Password"_s)->line(), u"This is needed."_s);
        QTest::keyClicks(field(u"Password"_s), u"Calliope"_s);
        QTest::keyClick(field(u"Password"_s), Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        const DataForm filled = submitted.first().first().value<DataForm>();
        QCOMPARE(filled.value(u"username"), u"mara"_s);
        QCOMPARE(filled.value(u"password"), u"Calliope"_s);
    }

    void aNameThatIsKeptForTheGuestCannotBeChanged()
    {
        enter(u"xmpp:juliet@harbor.example?register;preauth=T"_s);
        m_page->showOffer(offer());
        QCOMPARE(field(u"User name"_s)->text(), u"juliet"_s);
        QVERIFY(field(u"User name"_s)->isReadOnly());
    }

    void errorsAreSaidInWords_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("taken") << ErrorKind::Conflict << u"This name is taken. Choose another one."_s;
        QTest::newRow("not a name") << ErrorKind::Malformed << u"This cannot be a user name. Use letters and digits, without blanks and without “@”."_s;
        QTest::newRow("not allowed") << ErrorKind::Forbidden << u"harbor.example does not allow this. You may need an invitation: ask your provider for one."_s;
        QTest::newRow("too many") << ErrorKind::TooMany << u"harbor.example makes no more accounts for now. Wait a while and try again."_s;
    }
    void errorsAreSaidInWords()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, words);
        enter(u"harbor.example"_s);
        m_page->showOffer(offer());
        m_page->showRegistrationError({kind, {}, u"harbor.example"_s});
        const bool atName = kind == ErrorKind::Conflict || kind == ErrorKind::Malformed;
        QCOMPARE(atName ? around(u"User name"_s)->line() : form()->findChild<Banner *>()->text(), words);
        QCOMPARE(atName, field(u"User name"_s)->hasFocus() && around(u"User name"_s)->state() == TextField::State::Wrong);
    }

    void aWrongAnswerBringsAnotherPicture()
    {
        enter(u"harbor.example"_s);
        m_page->showOffer(offerWithPicture());
        auto *picture = named<QLabel>(form(), u"Picture: Enter the text you see"_s);
        QVERIFY(picture);
        QTRY_VERIFY(picture->isVisible() && !picture->pixmap().isNull());
        QTest::keyClicks(field(u"User name"_s), u"mara"_s);
        QTest::keyClicks(field(u"Password"_s), u"Calliope"_s);
        QTest::keyClicks(field(u"Enter the text you see"_s), u"wrong"_s);
        QSignalSpy asked(m_page.get(), &SignInPage::registrationAsked);
        m_page->showRegistrationError({ErrorKind::WrongAnswer, {}, u"harbor.example"_s});
        QCOMPARE(asked.count(), 1);
        m_page->showOffer(offerWithPicture());
        QTRY_COMPARE(form()->findChildren<DataFormView *>().first()->findChildren<QLineEdit *>().size(), 3); // the old form is gone
        QCOMPARE(form()->findChild<Banner *>()->text(), u"That was not what the picture shows. Here is another one."_s);
        QVERIFY(form()->findChild<Banner *>()->isVisible());
        QCOMPARE(field(u"User name"_s)->text(), u"mara"_s);
        QCOMPARE(field(u"Password"_s)->text(), u"Calliope"_s);
        QCOMPARE(field(u"Enter the text you see"_s)->text(), QString());
        QVERIFY(field(u"Enter the text you see"_s)->hasFocus());
    }

    void aPictureThatIsNoneIsSaid()
    {
        RegistrationOffer broken = offerWithPicture();
        broken.form.fields.last().media.first().bytes = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        enter(u"harbor.example"_s);
        m_page->showOffer(broken);
        QVERIFY(named<QLabel>(form(), u"The picture for this cannot be shown."_s));
    }

    void aWebsiteIsOnlyOpenedByAClick()
    {
        RegistrationOffer elsewhere;
        elsewhere.website = u"https://harbor.example/register"_s;
        QSignalSpy opened(m_page.get(), &SignInPage::websiteRequested);
        enter(u"harbor.example"_s);
        m_page->showOffer(elsewhere);
        QCOMPARE(opened.count(), 0);
        QVERIFY(named<QLabel>(form(), u"harbor.example makes accounts on its website: https://harbor.example/register"_s));
        QVERIFY(!button(u"Create account"_s)->isVisible());
        button(u"Open website"_s)->click();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toString(), u"https://harbor.example/register"_s);
    }

    void backLeadsToSigningIn()
    {
        QSignalSpy stopped(m_page.get(), &SignInPage::registrationCancelled);
        enter(u"harbor.example"_s);
        m_page->showOffer(offer());
        QAbstractButton *back = named<QAbstractButton>(m_page.get(), u"Back"_s);
        back->click();
        QVERIFY(field(u"Provider or invitation link"_s)->isVisible());
        back->click();
        QVERIFY(named<QLineEdit>(m_page.get(), u"XMPP address"_s)->isVisible());
        QCOMPARE(stopped.count(), 2);
        QVERIFY(!back->isVisible());
    }

    void everyTypeOfFieldCanBeFilledIn()
    {
        DataForm all;
        const auto add = [&all](const QString &var, FormField::Type type) -> FormField & {
            FormField one;
            one.var = var;
            one.label = var;
            one.type = type;
            all.fields.append(one);
            return all.fields.last();
        };
        using Type = FormField::Type;
        add(u"hidden"_s, Type::Hidden).values = QStringList{u"h"_s};
        add(u"fixed"_s, Type::Fixed).values = QStringList{u"<b>Section</b>"_s};
        add(u"boolean"_s, Type::Boolean).values = QStringList{u"true"_s};
        add(u"lines"_s, Type::TextMulti).values = QStringList{u"a"_s, u"b"_s};
        add(u"address"_s, Type::JidSingle).need = FormField::Need::Required;
        FormField &one = add(u"one"_s, Type::ListSingle);
        one.options = {{u"First"_s, u"1"_s}, {{}, u"2"_s}};
        one.values = QStringList{u"2"_s};
        FormField &many = add(u"many"_s, Type::ListMulti);
        many.options = {{u"A & B"_s, u"ab"_s}, {u"C"_s, u"c"_s}};
        many.values = QStringList{u"c"_s};
        DataFormView view(*m_theme);
        view.setForm(all);
        view.show();
        QVERIFY(!named<QLineEdit>(&view, u"hidden"_s));
        QCOMPARE(named<QLabel>(&view, u"<b>Section</b>"_s)->textFormat(), Qt::PlainText);
        QVERIFY(!view.check());
        QTest::keyClicks(named<QLineEdit>(&view, u"address"_s), u"a b@c"_s);
        QVERIFY(!view.check());
        named<QLineEdit>(&view, u"address"_s)->setText(u"tomas@harbor.example"_s);
        QVERIFY(view.check());
        named<QCheckBox>(&view, u"boolean"_s)->click();
        named<QCheckBox>(&view, u"many: A & B"_s)->click();
        named<QPlainTextEdit>(&view, u"lines"_s)->setPlainText(u"x\n\ny"_s);
        named<QComboBox>(&view, u"one"_s)->setCurrentIndex(1);
        const DataForm filled = view.form();
        QCOMPARE(filled.value(u"hidden"), u"h"_s);
        QCOMPARE(filled.value(u"boolean"), u"0"_s);
        QCOMPARE(filled.find(u"lines")->values, (QStringList{u"x"_s, u"y"_s}));
        QCOMPARE(filled.value(u"address"), u"tomas@harbor.example"_s);
        QCOMPARE(filled.value(u"one"), u"1"_s);
        QCOMPARE(filled.find(u"many")->values, (QStringList{u"ab"_s, u"c"_s}));
    }

    /// Labels are the server's, of any length: no form is wider than what it is shown in.
    void longWordsStandInLines()
    {
        DataForm form;
        const QString words = u"Persistent (room should remain even when it is empty, and whatever else there is to say of R&D)"_s;
        const auto add = [&form](const QString &var, FormField::Type type, const QString &label) -> FormField & {
            FormField field;
            field.var = var;
            field.type = type;
            field.label = label;
            form.fields.append(field);
            return form.fields.last();
        };
        add(u"short"_s, FormField::Type::Boolean, u"Listed"_s);
        add(u"long"_s, FormField::Type::Boolean, words);
        add(u"many"_s, FormField::Type::ListMulti, u"Many"_s).options = {{words, u"1"_s}};
        add(u"one"_s, FormField::Type::ListSingle, u"One"_s).options = {{words, u"1"_s}};
        add(u"text"_s, FormField::Type::TextSingle, words + u" in a line"_s);
        add(u"lines"_s, FormField::Type::TextMulti, words + u" in lines"_s);
        QScrollArea area;
        area.setWidgetResizable(true);
        area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area.resize(320, 500);
        auto *view = new DataFormView(*m_theme);
        area.setWidget(view);
        view->setForm(form);
        area.show();
        QTRY_COMPARE(view->width(), area.viewport()->width());
        auto *box = named<QCheckBox>(view, words);
        auto *listed = named<QCheckBox>(view, u"Listed"_s);
        QVERIFY(box && listed);
        QTRY_VERIFY(box->text().contains(u'\n'));
        QCOMPARE(QString(box->text()).replace(u'\n', u' ').replace(u"&&"_s, u"&"_s), words);
        QVERIFY(box->width() <= view->width() + 12); // its focus frame stands outside
        QVERIFY(box->height() > listed->height());
        QVERIFY(!listed->text().contains(u'\n'));
        QVERIFY(box->fontMetrics().boundingRect(box->text().section(u'\n', 0, 0)).width() < view->width());
        area.resize(1200, 500);
        QTRY_VERIFY(!box->text().contains(u'\n')); // there is room for it in one
    }

    void picturesAreBounded()
    {
        QImage large(2001, 1, QImage::Format_Mono);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        large.save(&buffer, "PNG");
        QVERIFY(DataFormView::picture(png).isNull());
        QVERIFY(DataFormView::picture("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>").isNull());
        QVERIFY(DataFormView::picture({}).isNull());
    }
};

JACKDAW_WINDOW_TEST(CreateAccountTest)

} // namespace create_account_test

#include "create_account_test.moc"

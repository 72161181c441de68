// SPDX-License-Identifier: GPL-3.0-or-later
// The leaf widgets: their roles and names for screen readers, their keys, what they show, and where they lie in a layout.
#include "style/Accent.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/FlowLayout.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"
#include "widgets/Switch.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QDialog>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleOption>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QTimeEdit>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace widgets_test {

int alerts = 0;

void countAlerts(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Alert)
        ++alerts;
}

QAccessible::Role roleOf(QObject *object)
{
    return QAccessible::queryAccessibleInterface(object)->role();
}

QString nameOf(QObject *object)
{
    return QAccessible::queryAccessibleInterface(object)->text(QAccessible::Name);
}

QAccessible::State stateOf(QObject *object)
{
    return QAccessible::queryAccessibleInterface(object)->state();
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == color.rgb())
                return true;
        }
    }
    return false;
}

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void layoutsAlignWhatIsPainted();
    void buttonHeightsAreTheDesigns();
    void defaultButtonIsPrimary();
    void iconButtonHasANameAndATooltip();
    void iconsThatAreDisabledLookSo();
    void tooltipsTakeNoMarkup();
    void tooltipsShowEverySign();
    void fieldsAreMirrored_data();
    void fieldsAreMirrored();
    void wordsOfARowBeginTogether();
    void labelsTakeNoMarkup();
    void whatIsCopiedHasNoBreaksInIt();
    void timesHaveRoomInTheirFields();
    void rowsOfPlainListsAreTargets();
    void elidedLabelFitsItsRoom();
    void paragraphHasTheDesignsLines();
    void fieldShowsWhatIsWrong();
    void passwordIsShownOnlyOnWish();
    void escapeClearsTheSearchFirst();
    void switchIsACheckBox();
    void chipsAreRadioButtons();
    void tabLeadsToTheChipThatIsOn();
    void brokenLinesKeepTheirMargins();
    void disclosureSaysItsState();
    void bannerAnnouncesNewsOnly();
    void bannerWrapsWhereItMust();
    void bannerHasWordsForAButtonWhereThereIsLittleRoom();
    void framesAreWholeAtTheCorners_data();
    void framesAreWholeAtTheCorners();
    void initialsOfNames_data();
    void initialsOfNames();
    void badgesStopAt999();
    void presenceDotsDifferInShape();
    void menusKeepTheColoursOfPictures();
    void messageBoxesAreAsWideOnBothSides();
    void theSafeButtonComesFirst();
    void messageStatesDiffer();
    void marksAreSeenOnInvertedRows();
    void widgetsFollowTheTheme();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
};

void WidgetsTest::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<Preferences>(m_folder->filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*m_theme);
    QAccessible::setActive(true);
    QAccessible::installUpdateHandler(countAlerts);
}

void WidgetsTest::init()
{
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_preferences->setTextSize(100);
    alerts = 0;
}

void WidgetsTest::cleanupTestCase()
{
    QAccessible::installUpdateHandler(nullptr);
    QApplication::setStyle(u"fusion"_s);
}

void WidgetsTest::layoutsAlignWhatIsPainted()
{
    // The room for the focus ring lies outside of what layouts align.
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(10);
    auto *field = new LineEdit(*m_theme);
    auto *button = new TextButton(u"Sign in"_s, ButtonKind::Primary);
    auto *check = new QCheckBox(u"Keep"_s);
    auto *chip = new Chip(*m_theme, u"All"_s, u"All chats"_s);
    auto *nested = new QHBoxLayout;
    auto *hidden = new TextButton(u"Cancel"_s);
    auto *shown = new TextButton(u"Send"_s);
    hidden->hide();
    nested->addWidget(hidden);
    nested->addWidget(shown, 1);
    column->addWidget(field);
    column->addWidget(button);
    column->addWidget(check);
    column->addWidget(chip);
    column->addLayout(nested);
    // A parent that is flush with its buttons leaves room for the ring.
    auto *flush = new QWidget;
    auto *row = new QHBoxLayout(flush);
    row->setContentsMargins(focusRoom, 0, focusRoom, 0);
    auto *first = new TextButton(u"First"_s);
    auto *last = new Chip(*m_theme, u"Last"_s, u"Last chats"_s);
    row->addWidget(first, 1);
    row->addWidget(last);
    column->addWidget(flush);
    window.resize(400, 400);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(field->x(), 20);
    QCOMPARE(field->width(), 360);
    for (const QWidget *widget : std::initializer_list<QWidget *>{button, shown}) {
        QCOMPARE(widget->x() + focusRoom, 20);
        QCOMPARE(widget->geometry().right() - focusRoom, 379);
    }
    QCOMPARE(check->x() + focusRoom, 20);
    // Its box begins where the field does.
    const QImage box = check->grab().toImage();
    QCOMPARE(box.pixelColor(focusRoom - 2, box.height() / 2), m_theme->color(Token::Surface));
    QVERIFY(box.pixelColor(focusRoom, box.height() / 2) != m_theme->color(Token::Surface));
    QCOMPARE(chip->x() + focusRoom, 20);
    QCOMPARE(first->x(), 0);
    QCOMPARE(last->geometry().right(), flush->width() - 1);
}

void WidgetsTest::buttonHeightsAreTheDesigns()
{
    const auto height = [](ButtonSize size) {
        const TextButton button(u"Later"_s, ButtonKind::Secondary, size);
        return button.sizeHint().height() - 2 * focusRoom;
    };
    QCOMPARE(height(ButtonSize::Small), 30);
    QCOMPARE(height(ButtonSize::Normal), 36);
    QCOMPARE(height(ButtonSize::Large), 44);
    QCOMPARE(LineEdit(*m_theme).sizeHint().height(), 40);
    QCOMPARE(SearchField(*m_theme, u"Search"_s).sizeHint().height(), 36);
    m_preferences->setTextSize(200);
    QCOMPARE(height(ButtonSize::Normal), 72);
}

void WidgetsTest::defaultButtonIsPrimary()
{
    QDialog dialog;
    auto *ok = new QPushButton(u"OK"_s);
    auto *cancel = new QPushButton(u"Cancel"_s);
    auto *row = new QHBoxLayout(&dialog);
    row->addWidget(cancel);
    row->addWidget(ok);
    ok->setDefault(true);
    cancel->setAutoDefault(false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QColor accent = m_theme->color(Token::Accent);
    QTRY_VERIFY(hasColor(ok->grab().toImage(), accent));
    QVERIFY(!hasColor(cancel->grab().toImage(), accent));
}

void WidgetsTest::iconButtonHasANameAndATooltip()
{
    IconButton button(*m_theme, u"phone"_s, u"Call Tomas"_s);
    QCOMPARE(roleOf(&button), QAccessible::Button);
    QCOMPARE(nameOf(&button), u"Call Tomas"_s);
    QCOMPARE(button.toolTip(), u"Call Tomas"_s);
    QCOMPARE(button.sizeHint(), QSize(36, 36));
    QVERIFY(button.focusPolicy() & Qt::TabFocus);
    button.setName(u"Call Leila"_s);
    QCOMPARE(nameOf(&button), u"Call Leila"_s);
    // A menu that is made when it is asked for makes it a menu button too, which is pressed like any other.
    button.setOpens(IconButton::Opens::Menu);
    QCOMPARE(roleOf(&button), QAccessible::ButtonMenu);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&button);
    QVERIFY(spoken->state().hasPopup);
    QSignalSpy clicked(&button, &QAbstractButton::clicked);
    spoken->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(clicked.size(), 1);
}

void WidgetsTest::iconsThatAreDisabledLookSo()
{
    // The darkest of what is painted in a light scheme, the lightest in a dark one.
    const auto ink = [](IconButton &button, bool isDark) {
        QImage image(button.size(), QImage::Format_ARGB32);
        image.fill(isDark ? Qt::black : Qt::white);
        button.render(&image);
        double most = isDark ? 0 : 1;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const double light = luminance(image.pixelColor(x, y));
                most = isDark ? std::max(most, light) : std::min(most, light);
            }
        }
        return most;
    };
    for (const auto scheme : {Preferences::Scheme::Light, Preferences::Scheme::Dark}) {
        m_preferences->setScheme(scheme);
        const bool isDark = scheme == Preferences::Scheme::Dark;
        IconButton button(*m_theme, u"chevron-right"_s, u"Next picture"_s);
        button.setAttribute(Qt::WA_TranslucentBackground);
        button.resize(button.sizeHint());
        const double enabled = ink(button, isDark);
        button.setEnabled(false);
        const double disabled = ink(button, isDark);
        const double apart = (std::max(enabled, disabled) + 0.05) / (std::min(enabled, disabled) + 0.05);
        QVERIFY2(apart > 1.8, qPrintable(QString::number(apart)));
        QVERIFY(isDark ? disabled < enabled : disabled > enabled);
    }
    m_preferences->setScheme(Preferences::Scheme::Light);
}

void WidgetsTest::tooltipsTakeNoMarkup()
{
    const QString markup = tooltipMarkup(*m_theme, u"Call <b>Eve</b><img src='http://evil.example'>"_s, QKeySequence(u"Ctrl+D"_s));
    QVERIFY(!markup.contains(u"<b>"_s));
    QVERIFY(!markup.contains(u"<img"_s));
    QVERIFY(markup.contains(u"&lt;b&gt;"_s));
    QVERIFY(markup.contains(QKeySequence(u"Ctrl+D"_s).toString(QKeySequence::NativeText)));
}

void WidgetsTest::tooltipsShowEverySign()
{
    QCOMPARE(plainTooltip({}), QString());
    for (const QString &text : {u"a & b"_s, u"https://a.example/?x=1&y=2"_s, u"<b>Tomas</b>"_s, u"first\n  second"_s, u"&amp;"_s}) {
        const QString tip = plainTooltip(text);
        // QToolTip shows what looks like markup as such, and everything else letter by letter.
        QVERIFY2(Qt::mightBeRichText(tip), qPrintable(tip));
        QTextDocument document;
        document.setHtml(tip);
        QCOMPARE(document.toPlainText(), text);
    }
    QWidget window;
    auto *label = new ElidedLabel(*m_theme, TypeRole::Body, Token::Text, u"Bread & butter, and a lot of other things"_s, &window);
    label->setGeometry(0, 0, 60, 20);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), label->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(label, &help);
    QCOMPARE(QToolTip::text(), plainTooltip(label->text()));
    QToolTip::hideText();
    // Who does not see it hears the words alone.
    QPushButton button(u"Open"_s);
    setPlainTooltip(button, u"<b>Bread</b> & butter"_s);
    QCOMPARE(button.toolTip(), plainTooltip(u"<b>Bread</b> & butter"_s));
    QCOMPARE(QAccessible::queryAccessibleInterface(&button)->text(QAccessible::Description), u"<b>Bread</b> & butter"_s);
    setPlainTooltip(button, {});
    QCOMPARE(QAccessible::queryAccessibleInterface(&button)->text(QAccessible::Description), QString());
}

void WidgetsTest::fieldsAreMirrored_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isAtRight");
    QTest::newRow("nothing yet") << QString() << true;
    QTest::newRow("a number") << u"3.8"_s << true;
    QTest::newRow("words") << u"\u0627\u0644\u0645\u062F\u062E\u0644"_s << true;
    QTest::newRow("words of the other direction") << u"PS4 taps"_s << false;
}

/// And a text of another font stands in the middle as well.
void WidgetsTest::fieldsAreMirrored()
{
    QFETCH(QString, text);
    QFETCH(bool, isAtRight);
    SearchField field(*m_theme, u"\u0627\u0628\u062D\u062B"_s);
    field.resize(300, 36);
    const auto caret = [&field] {
        field.grab(); // it is painted where it stands
        return field.inputMethodQuery(Qt::ImCursorRectangle).toRect();
    };
    field.setText(u"PS4 taps"_s);
    const int middle = caret().center().y();
    field.setLayoutDirection(Qt::RightToLeft);
    field.setText(text);
    field.home(false);
    field.end(false);
    QCOMPARE(caret().center().x() > field.width() / 2, isAtRight);
    if (!text.isEmpty())
        QVERIFY2(std::abs(caret().center().y() - middle) <= 3, qPrintable(u"%1 instead of %2"_s.arg(caret().center().y()).arg(middle)));
}

/// An address below its title too, though it runs the other way.
void WidgetsTest::wordsOfARowBeginTogether()
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
    SettingsRow row(*m_theme, u"\u0627\u0644\u0639\u0646\u0648\u0627\u0646"_s, u"tomas@harbor.example"_s, nullptr);
    row.resize(400, 60);
    row.show();
    QList<int> ends;
    for (QLabel *label : row.findChildren<QLabel *>()) {
        const QImage image = label->grab().toImage();
        int end = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixel(x, y) != image.pixel(0, 0))
                    end = x;
            }
        }
        ends.append(label->mapTo(&row, QPoint(end, 0)).x());
    }
    QCOMPARE(ends.size(), 2);
    QVERIFY2(std::abs(ends[0] - ends[1]) <= 4, qPrintable(u"%1 and %2"_s.arg(ends[0]).arg(ends[1])));
}

void WidgetsTest::labelsTakeNoMarkup()
{
    const QString hostile = u"<h1>Big</h1> <a href='x'>y</a>"_s;
    Label label(*m_theme, TypeRole::Body, Token::Text, hostile);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(nameOf(&label), hostile);
    const QFontMetrics metrics(m_theme->font(TypeRole::Body));
    QVERIFY(label.sizeHint().width() >= metrics.horizontalAdvance(hostile));
}

void WidgetsTest::whatIsCopiedHasNoBreaksInIt()
{
    const QString detail(80, u'x');
    Label label(*m_theme, TypeRole::Meta, Token::Text2, breakable(detail), Label::Wrap::Yes);
    QVERIFY(label.text().size() > detail.size());
    label.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label.show();
    label.setSelection(0, int(label.text().size()));
    QTest::keySequence(&label, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), detail);
    QGuiApplication::clipboard()->clear();
    QTest::mouseDClick(&label, Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(label.hasSelectedText());
    QTest::keySequence(&label, QKeySequence::Copy);
    QVERIFY(!QGuiApplication::clipboard()->text().contains(QChar(0x200B)));
}

void WidgetsTest::timesHaveRoomInTheirFields()
{
    QTimeEdit time(QTime(12, 30));
    time.setDisplayFormat(u"HH:mm"_s);
    QSpinBox days;
    days.setRange(1, 365);
    days.setSuffix(u" days"_s);
    for (QAbstractSpinBox *field : std::initializer_list<QAbstractSpinBox *>{&time, &days}) {
        field->show();
        QVERIFY2(field->height() <= m_theme->scaled(40), qPrintable(QString::number(field->height()))); // as high as other fields
        auto *edit = field->findChild<QLineEdit *>();
        constexpr int insets = 20; // of the style, beside the text
        QVERIFY2(edit->width() - insets >= edit->fontMetrics().horizontalAdvance(edit->text()), qPrintable(edit->text()));
        QStyleOptionSpinBox option;
        option.initFrom(field);
        option.buttonSymbols = field->buttonSymbols();
        const auto part = [&](QStyle::SubControl sub) { return field->style()->subControlRect(QStyle::CC_SpinBox, &option, sub, field); };
        QVERIFY(!part(QStyle::SC_SpinBoxUp).intersects(edit->geometry()) && !part(QStyle::SC_SpinBoxDown).intersects(edit->geometry()));
        const int before = time.time().hour() * 1000 + days.value();
        QTest::mouseClick(field, Qt::LeftButton, {}, part(QStyle::SC_SpinBoxUp).center());
        QVERIFY(time.time().hour() * 1000 + days.value() != before);
    }
}

void WidgetsTest::rowsOfPlainListsAreTargets()
{
    QListWidget list;
    list.addItem(u"spam.example"_s);
    list.show();
    QVERIFY(list.visualItemRect(list.item(0)).height() >= m_theme->scaled(32)); // design/ui.md: least target
}

void WidgetsTest::elidedLabelFitsItsRoom()
{
    ElidedLabel label(*m_theme, TypeRole::Name, Token::Text, u"A very long name\nof two lines that goes on and on"_s);
    QVERIFY(label.minimumSizeHint().width() < 60);
    label.resize(90, label.sizeHint().height());
    QCOMPARE(label.sizeHint().height(), m_theme->lineHeight(TypeRole::Name)); // one line, whatever is in it
    QVERIFY(!label.sizePolicy().hasHeightForWidth());
    QCOMPARE(nameOf(&label), label.text());
}

void WidgetsTest::paragraphHasTheDesignsLines()
{
    Paragraph paragraph(*m_theme, TypeRole::Lead, Token::Text, u"One\nTwo\nThree"_s);
    QCOMPARE(paragraph.heightForWidth(400), 3 * 23);
    QVERIFY(paragraph.heightForWidth(40) >= 3 * 23);
    Paragraph wrapping(*m_theme, TypeRole::Lead, Token::Text, u"words that need more than one line of this width"_s);
    QVERIFY(wrapping.heightForWidth(120) > wrapping.heightForWidth(600));
}

void WidgetsTest::fieldShowsWhatIsWrong()
{
    TextField field(*m_theme, u"XMPP address"_s);
    field.setHelp(u"Your XMPP address"_s);
    QCOMPARE(nameOf(field.edit()), u"XMPP address"_s);
    QCOMPARE(roleOf(field.edit()), QAccessible::EditableText);
    QCOMPARE(field.line(), u"Your XMPP address"_s);
    field.resize(300, field.sizeHint().height());
    const QColor bad = m_theme->color(Token::Bad);
    QVERIFY(!hasColor(field.grab().toImage(), bad));

    field.setState(TextField::State::Wrong, u"Not found. Check the spelling."_s);
    QCOMPARE(field.line(), u"Not found. Check the spelling."_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(field.edit())->text(QAccessible::Description),
             u"Not found. Check the spelling."_s);
    QCOMPARE(alerts, 1);
    QVERIFY(hasColor(field.grab().toImage(), bad));

    field.setState(TextField::State::Good, u"harbor.example found"_s);
    QCOMPARE(field.line(), u"harbor.example found"_s);
    QVERIFY(!hasColor(field.grab().toImage(), bad));
    field.setState(TextField::State::Plain);
    QCOMPARE(field.line(), u"Your XMPP address"_s);
}

void WidgetsTest::passwordIsShownOnlyOnWish()
{
    PasswordField field(*m_theme, u"Password"_s);
    field.show();
    QVERIFY(QTest::qWaitForWindowExposed(&field));
    QTest::keyClicks(field.edit(), u"secret"_s);
    QVERIFY(!field.edit()->displayText().contains(u"secret"_s));
    QVERIFY(stateOf(field.edit()).passwordEdit);
    auto *show = field.findChild<IconButton *>();
    QCOMPARE(nameOf(show), u"Show password"_s);
    QVERIFY(stateOf(show).checkable);
    field.edit()->setFocus();
    QTest::keyClick(field.edit(), Qt::Key_Tab);
    QTRY_VERIFY(show->hasFocus());
    QTest::keyClick(show, Qt::Key_Space);
    QCOMPARE(field.edit()->displayText(), u"secret"_s);
    QVERIFY(stateOf(show).checked);
    field.reset();
    QCOMPARE(field.text(), QString());
    QCOMPARE(field.edit()->echoMode(), QLineEdit::Password);
}

void WidgetsTest::escapeClearsTheSearchFirst()
{
    QDialog window;
    auto *column = new QVBoxLayout(&window);
    auto *search = new SearchField(*m_theme, u"Search chats and messages"_s);
    column->addWidget(search);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    search->setFocus();
    QTest::keyClicks(search, u"permit"_s);
    auto *clear = search->findChild<IconButton *>();
    QVERIFY(clear->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QVERIFY(!clear->isVisible());
    QVERIFY(window.isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!window.isVisible()); // passed on
    search->setText(u"again"_s);
    clear->click();
    QCOMPARE(search->text(), QString());
}

void WidgetsTest::switchIsACheckBox()
{
    Switch toggle(*m_theme, u"Reduce motion"_s);
    QCOMPARE(roleOf(&toggle), QAccessible::CheckBox);
    QCOMPARE(nameOf(&toggle), u"Reduce motion"_s);
    toggle.resize(toggle.sizeHint());
    const QImage off = toggle.grab().toImage();
    QTest::mouseClick(&toggle, Qt::LeftButton, {}, QPoint(2, 2));
    QVERIFY(toggle.isChecked());
    QVERIFY(stateOf(&toggle).checked);
    QVERIFY(hasColor(toggle.grab().toImage(), m_theme->color(Token::Accent)));
    QVERIFY(!hasColor(off, m_theme->color(Token::Accent)));
    QTest::keyClick(&toggle, Qt::Key_Space);
    QVERIFY(!toggle.isChecked());
    QVERIFY(toggle.height() >= 32);
}

void WidgetsTest::tabLeadsToTheChipThatIsOn()
{
    QWidget window;
    auto *row = new QHBoxLayout(&window);
    auto *field = new QLineEdit;
    row->addWidget(field);
    QList<Chip *> chips;
    for (const QString &name : {u"All"_s, u"Unread"_s, u"Groups"_s}) {
        chips.append(new Chip(*m_theme, name, name, &window));
        row->addWidget(chips.last());
    }
    chips.first()->setChecked(true);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Backtab);
    QCOMPARE(QApplication::focusWidget(), chips.first()); // not the last, from which arrows would choose nothing
    QTest::keyClick(chips.first(), Qt::Key_Right);
    QTest::keyClick(chips.at(1), Qt::Key_Right);
    QVERIFY(chips.at(2)->isChecked());
}

void WidgetsTest::brokenLinesKeepTheirMargins()
{
    QWidget window;
    auto *flow = new FlowLayout(6, 4, &window);
    flow->setContentsMargins(12, 3, 20, 5);
    QList<QWidget *> boxes;
    for (int i = 0; i < 3; ++i) {
        boxes.append(new QWidget);
        boxes.last()->setFixedSize(50, 10);
        flow->addWidget(boxes.last());
    }
    QCOMPARE(flow->sizeHint(), QSize(12 + 3 * 50 + 2 * 6 + 20, 3 + 10 + 5));
    QCOMPARE(flow->heightForWidth(12 + 2 * 50 + 6 + 20), 3 + 2 * 10 + 4 + 5);
    window.resize(12 + 2 * 50 + 6 + 20, 60);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(boxes.at(0)->pos(), QPoint(12, 3));
    QCOMPARE(boxes.at(1)->pos(), QPoint(68, 3));
    QCOMPARE(boxes.at(2)->pos(), QPoint(12, 17));
}

void WidgetsTest::chipsAreRadioButtons()
{
    QWidget window;
    auto *row = new QHBoxLayout(&window);
    auto *all = new Chip(*m_theme, u"All"_s, u"All chats"_s);
    auto *unread = new Chip(*m_theme, u"Unread"_s, u"Unread chats"_s);
    row->addWidget(all);
    row->addWidget(unread);
    all->setChecked(true);
    QCOMPARE(roleOf(all), QAccessible::RadioButton);
    QCOMPARE(nameOf(unread), u"Unread chats"_s);
    const int narrow = unread->sizeHint().width();
    unread->setCount(3);
    QVERIFY(unread->sizeHint().width() > narrow);
    const int before = unread->sizeHint().width();
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::mouseClick(unread, Qt::LeftButton);
    QVERIFY(unread->isChecked());
    QVERIFY(!all->isChecked());
    QCOMPARE(unread->sizeHint().width(), before); // choosing it moves nothing
}

void WidgetsTest::disclosureSaysItsState()
{
    DisclosureButton button(*m_theme, u"Connection options"_s);
    QCOMPARE(roleOf(&button), QAccessible::Button);
    QCOMPARE(nameOf(&button), u"Connection options"_s);
    QVERIFY(stateOf(&button).expandable);
    QVERIFY(stateOf(&button).collapsed);
    QAccessible::queryAccessibleInterface(&button)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(stateOf(&button).expanded);
    QVERIFY(!stateOf(&button).collapsed);
}

void WidgetsTest::bannerAnnouncesNewsOnly()
{
    Banner banner(*m_theme, u"Connection"_s);
    banner.resize(700, 44);
    banner.setContent(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s, u"2 messages are waiting."_s, u"Next try in 0:24."_s);
    QCOMPARE(alerts, 0); // nobody sees it yet
    banner.show();
    QVERIFY(QTest::qWaitForWindowExposed(&banner));
    QCOMPARE(alerts, 1);
    QCOMPARE(roleOf(&banner), QAccessible::AlertMessage);
    QCOMPARE(nameOf(&banner), u"Connection: You’re offline. 2 messages are waiting. Next try in 0:24."_s);
    banner.setContent(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s, u"2 messages are waiting."_s, u"Next try in 0:23."_s);
    QCOMPARE(alerts, 1);
    QCOMPARE(nameOf(&banner), u"Connection: You’re offline. 2 messages are waiting. Next try in 0:23."_s);
    banner.setContent(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s, u"3 messages are waiting."_s, u"Next try in 0:22."_s);
    QCOMPARE(alerts, 2);
    TextButton *action = banner.addAction(u"Try now"_s);
    QCOMPARE(nameOf(action), u"Try now"_s);
    QVERIFY(banner.rect().contains(action->geometry()));
    // In colour, not only in words.
    QVERIFY(hasColor(banner.grab().toImage(), m_theme->color(Token::WarnSoft)));
    banner.setContent(Banner::Kind::Bad, u"shield-alert"_s, u"Password not accepted."_s, {});
    QVERIFY(hasColor(banner.grab().toImage(), m_theme->color(Token::BadSoft)));
}

void WidgetsTest::bannerWrapsWhereItMust()
{
    Banner banner(*m_theme, u"Connection"_s);
    banner.setContent(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s,
                      u"3 messages are waiting and will be sent when you reconnect."_s, u"Next try in 0:24."_s);
    banner.addAction(u"Try now"_s);
    QCOMPARE(banner.heightForWidth(1200), 44);
    const int narrow = banner.heightForWidth(360);
    QVERIFY(narrow > 44);
    banner.resize(360, narrow);
    banner.show();
    QVERIFY(QTest::qWaitForWindowExposed(&banner));
    QCOMPARE(banner.heightForWidth(360), narrow); // the button counts before it is seen, too
    QVERIFY(banner.minimumSizeHint().width() <= 360);
}

void WidgetsTest::bannerHasWordsForAButtonWhereThereIsLittleRoom()
{
    Banner banner(*m_theme, u"Connection"_s);
    banner.setActionLook(Banner::ActionLook::Words);
    TextButton *act = banner.addAction(u"Try now"_s);
    banner.setContent(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s, u"1 message is waiting."_s);
    QCOMPARE(banner.heightForWidth(360), 44); // one line, as picture 10 has it
    banner.setContent(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s, u"2 messages are waiting."_s);
    QCOMPARE(banner.heightForWidth(360), 44);
    banner.resize(360, 44);
    banner.show();
    QVERIFY(QTest::qWaitForWindowExposed(&banner));
    const QImage image = banner.grab().toImage();
    const QRect place = act->geometry();
    QCOMPARE(image.pixelColor(place.left() + focusRoom, place.center().y()), m_theme->color(Token::WarnSoft)); // no outline
    const auto darkest = [&] {
        QColor found(Qt::white);
        for (int y = place.top(); y <= place.bottom(); ++y) {
            for (int x = place.left(); x <= place.right(); ++x) {
                if (image.pixelColor(x, y).lightness() < found.lightness())
                    found = image.pixelColor(x, y);
            }
        }
        return found;
    };
    QVERIFY(darkest().red() > darkest().blue() + 60); // the colour of the banner's sign, not that of text
    const int narrow = act->sizeHint().width();
    banner.setActionLook(Banner::ActionLook::Outlined);
    QVERIFY(act->sizeHint().width() >= narrow + 18);
}

void WidgetsTest::framesAreWholeAtTheCorners_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<Token>("border");
    QTest::newRow("a list") << u"list"_s << Token::Line;
    QTest::newRow("a text that is read") << u"read"_s << Token::Line;
    QTest::newRow("a text that is written") << u"written"_s << Token::BorderStrong;
}

void WidgetsTest::framesAreWholeAtTheCorners()
{
    QFETCH(QString, what);
    QFETCH(Token, border);
    QWidget ground;
    QAbstractScrollArea *area = nullptr;
    if (what == u"list"_s) {
        auto *list = new QListWidget(&ground);
        list->addItems({u"Tomas"_s, u"Leila"_s});
        list->setCurrentRow(0);
        area = list;
    } else {
        auto *text = new QPlainTextEdit(&ground);
        text->setReadOnly(what == u"read"_s);
        area = text;
    }
    area->setFocusPolicy(Qt::NoFocus);
    area->setGeometry(10, 10, 200, 100);
    ground.resize(220, 120);
    ground.show();
    QVERIFY(QTest::qWaitForWindowExposed(&ground));
    const QImage shown = ground.grab().toImage();
    // The same frame with nothing in it.
    QImage frame(220, 120, QImage::Format_ARGB32_Premultiplied);
    frame.fill(m_theme->color(Token::Surface));
    QPainter painter(&frame);
    paintShape(painter, area->geometry(), 8, m_theme->color(Token::Surface), m_theme->color(border));
    painter.end();
    const QRect all = area->geometry();
    for (const QPoint corner : {all.topLeft(), all.topRight() - QPoint(7, 0), all.bottomLeft() - QPoint(0, 7), all.bottomRight() - QPoint(7, 7)}) {
        for (int y = corner.y(); y < corner.y() + 8; ++y) {
            for (int x = corner.x(); x < corner.x() + 8; ++x) {
                if (all.adjusted(4, 4, -4, -4).contains(x, y))
                    continue; // where the rows begin
                QCOMPARE(shown.pixelColor(x, y).name(), frame.pixelColor(x, y).name());
            }
        }
    }
}

void WidgetsTest::initialsOfNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("letters");
    QTest::newRow("two words") << u"Mara Berg"_s << u"MB"_s;
    QTest::newRow("three words") << u"Ama de Boateng"_s << u"AB"_s;
    QTest::newRow("one word") << u"North"_s << u"N"_s;
    QTest::newRow("lower case") << u"jonas weiss"_s << u"JW"_s;
    QTest::newRow("address") << u"mara.berg@harbor.example"_s << u"MB"_s;
    QTest::newRow("signs") << u"  «Leila»  (Haddad) "_s << u"LH"_s;
    QTest::newRow("a letter of two code points") << u"e\u0301mile zola"_s << u"E\u0301Z"_s;
    QTest::newRow("outside the first plane") << u"\U0001D4D0nna"_s << u"\U0001D4D0"_s;
    QTest::newRow("no letters") << u"🙂 !"_s << u"?"_s;
    QTest::newRow("nothing") << QString() << u"?"_s;
    QTest::newRow("Arabic") << u"ليلى حداد"_s << u"لح"_s;
}

void WidgetsTest::initialsOfNames()
{
    QFETCH(QString, name);
    QFETCH(QString, letters);
    QCOMPARE(initials(name), letters);
}

void WidgetsTest::badgesStopAt999()
{
    QCOMPARE(badgeWidth(*m_theme, 4), 18);
    QVERIFY(badgeWidth(*m_theme, 999) < badgeWidth(*m_theme, 1000));
    QCOMPARE(badgeWidth(*m_theme, 1000), badgeWidth(*m_theme, 1'000'000));
}

void WidgetsTest::presenceDotsDifferInShape()
{
    // Never colour alone: as silhouettes they differ, too.
    QList<QImage> shapes;
    for (const Availability availability : {Availability::Available, Availability::Away, Availability::DoNotDisturb,
                                            Availability::ExtendedAway, Availability::Offline}) {
        QImage image(28, 28, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintPresenceDot(painter, QRectF(0, 0, 28, 28), *m_theme, availability, Token::Surface);
        painter.end();
        QImage silhouette(image.size(), QImage::Format_Mono);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                silhouette.setPixel(x, y, image.pixelColor(x, y).lightness() < 190 ? 1 : 0);
        }
        QVERIFY(!shapes.contains(silhouette));
        shapes.append(silhouette);
    }
    QCOMPARE(shapes.size(), 5);
}

void WidgetsTest::menusKeepTheColoursOfPictures()
{
    // A presence dot says what it says by colour and shape; an icon of ours is in the colour of its row.
    QPixmap red(17, 17);
    red.fill(Qt::red);
    QMenu menu;
    menu.addAction(QIcon(red), u"Do not disturb"_s);
    menu.addAction(m_theme->icon(u"log-out"_s, Token::Online), u"Sign out"_s);
    menu.popup(QPoint(20, 20));
    QVERIFY(QTest::qWaitForWindowExposed(&menu));
    const QImage image = menu.grab().toImage();
    QVERIFY(hasColor(image, Qt::red));
    QVERIFY(!hasColor(image, m_theme->color(Token::Online)));
    menu.close();
}

void WidgetsTest::messageBoxesAreAsWideOnBothSides()
{
    QMessageBox box;
    box.addButton(QMessageBox::Ok);
    setWords(box, u"Remove Tomas?"_s, u"You no longer see each other’s presence. The chat and its messages stay where they are."_s);
    box.show();
    QVERIFY(QTest::qWaitForWindowExposed(&box));
    QLabel *text = box.findChild<QLabel *>(u"qt_msgbox_informativelabel"_s);
    QVERIFY(text);
    const int left = text->x(), right = box.width() - text->geometry().right() - 1;
    QVERIFY2(std::abs(left - right) <= 8, qPrintable(u"%1 and %2"_s.arg(left).arg(right)));
    QCOMPARE(box.findChild<QLabel *>(u"qt_msgbox_label"_s)->font().weight(), QFont::DemiBold);
    box.close();
}

void WidgetsTest::theSafeButtonComesFirst()
{
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QMessageBox box;
        box.setLayoutDirection(direction);
        setWords(box, u"Remove Owen from North Crew?"_s, u"Owen can no longer read new messages."_s);
        const QPushButton *remove = box.addButton(u"Remove Owen"_s, QMessageBox::DestructiveRole);
        const QPushButton *cancel = box.addButton(QMessageBox::Cancel);
        box.show();
        const int apart = remove->mapTo(&box, QPoint()).x() - cancel->mapTo(&box, QPoint()).x();
        QVERIFY(direction == Qt::LeftToRight ? apart > 0 : apart < 0);
    }
}

void WidgetsTest::messageStatesDiffer()
{
    QList<QImage> seen;
    for (const MessageState state : {MessageState::Waiting, MessageState::Sent, MessageState::Delivered, MessageState::Displayed,
                                     MessageState::Failed, MessageState::Received}) {
        QImage image(26, 26, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintMessageState(painter, QRectF(0, 0, 26, 26), *m_theme, state, Token::Surface);
        painter.end();
        QVERIFY2(!seen.contains(image), qPrintable(messageStateText(state)));
        seen.append(image);
    }
}

void WidgetsTest::marksAreSeenOnInvertedRows()
{
    // In high contrast selected rows are inverted: what is painted there takes its colour from that ground.
    m_preferences->setScheme(Preferences::Scheme::HighContrast);
    const QColor ground = m_theme->color(Token::Selected);
    const QColor mark = m_theme->color(Token::Text, Token::Selected);
    const auto onlyThese = [&](const std::function<void(QPainter &)> &paint) {
        QImage image(52, 52, QImage::Format_ARGB32_Premultiplied);
        image.fill(ground);
        QPainter painter(&image);
        paint(painter);
        painter.end();
        bool seen = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                seen = seen || pixel.rgb() == mark.rgb();
                if (pixel.saturation() > 8) // black, white and what is between them
                    return false;
            }
        }
        return seen;
    };
    for (const MessageState state : {MessageState::Waiting, MessageState::Sent, MessageState::Delivered, MessageState::Displayed,
                                     MessageState::Failed}) {
        QVERIFY2(onlyThese([&](QPainter &painter) {
                     paintMessageState(painter, QRectF(0, 0, 52, 52), *m_theme, state, Token::Selected);
                 }), qPrintable(messageStateText(state)));
    }
    for (const Availability availability : {Availability::Available, Availability::Away, Availability::DoNotDisturb,
                                            Availability::ExtendedAway, Availability::Offline}) {
        QVERIFY2(onlyThese([&](QPainter &painter) {
                     paintPresenceDot(painter, QRectF(0, 0, 52, 52), *m_theme, availability, Token::Selected);
                 }), qPrintable(availabilityText(availability)));
    }
}

void WidgetsTest::widgetsFollowTheTheme()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *label = new Label(*m_theme, TypeRole::Body, Token::Text, u"Text"_s);
    auto *button = new TextButton(u"Sign in"_s, ButtonKind::Primary);
    column->addWidget(label);
    column->addWidget(button);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QCOMPARE(label->palette().color(QPalette::WindowText), m_theme->color(Token::Text));
    QVERIFY(hasColor(button->grab().toImage(), m_theme->color(Token::Accent)));
    const int before = label->sizeHint().height();
    m_preferences->setTextSize(200);
    QCOMPARE(label->font().pixelSize(), 26);
    QVERIFY(label->sizeHint().height() > before);
    QTRY_COMPARE(button->font().pixelSize(), 26);
}

JACKDAW_WINDOW_TEST(WidgetsTest)

} // namespace widgets_test

#include "widgets_test.moc"

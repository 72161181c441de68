// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/TrustDialog.h"

#include "base/Clock.h"
#include "codes/CodeView.h"
#include "omemo/VerificationLink.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "trust/DeviceList.h"
#include "trust/LinkCheck.h"
#include "trust/ReadAloudButton.h"
#include "trust/ScanPane.h"
#include "trust/TrustText.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Chip.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"
#include "widgets/OutsetItem.h"
#include "widgets/Switch.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int leftWidth = 414;
constexpr int stackedBelow = 720;
constexpr int codeAboveBelow = 940; ///< the code stands above the number then,
constexpr int codeAboveAlone = 540; ///< and so where the panes are stacked
constexpr int footInTwoBelow = 520; ///< the acts of the foot stand below "My own devices…" then
constexpr int padding = 22;
constexpr int numberSize = 15;  ///< what is compared digit by digit stands larger,
constexpr int numberPitch = 34; ///< and its lines apart (picture 07)

/// The soft ground and the icon of what has to be looked at.
class NoticeCard : public QWidget
{
public:
    explicit NoticeCard(const Theme &theme) : m_theme(theme)
    {
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintShape(painter, rect(), 12, m_theme.isHighContrast() ? QColor(Qt::transparent) : m_theme.color(Token::WarnSoft),
                   m_theme.isHighContrast() ? m_theme.color(Token::Warn) : QColor(Qt::transparent), 2);
        const int side = m_theme.scaled(20);
        m_theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(14, 13, side, side)), u"shield-alert"_s,
                          m_theme.color(Token::Warn));
    }

private:
    const Theme &m_theme;
};

/// Room for words behind an icon that says that they only tell.
class HintRow : public QWidget
{
public:
    explicit HintRow(const Theme &theme) : m_theme(theme)
    {
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int side = m_theme.scaled(17);
        m_theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(0, 1, side, side)), u"info"_s,
                          m_theme.color(Token::Text2));
    }

private:
    const Theme &m_theme;
};

/// The number of a device, its lines further apart than QLabel sets them, from left to right whatever the language.
class NumberLabel : public Label
{
public:
    explicit NumberLabel(const Theme &theme) : Label(theme, TypeRole::Mono, Token::Text)
    {
        enlarge();
        connect(&theme, &Theme::changed, this, [this] { enlarge(); }); // after its own, which was joined before
    }

    QSize sizeHint() const override
    {
        const QStringList lines = text().split(u'\n');
        int widest = 0;
        for (const QString &line : lines)
            widest = qMax(widest, fontMetrics().horizontalAdvance(line));
        return {widest + 1, int(lines.size() - 1) * theme().scaled(numberPitch) + fontMetrics().height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::WindowText));
        const QStringList lines = text().split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            painter.drawText(QRect(0, int(i) * theme().scaled(numberPitch), width(), fontMetrics().height()), Qt::AlignLeft | Qt::AlignTop,
                             lines.at(i));
        }
    }

private:
    void enlarge()
    {
        QFont larger = theme().font(TypeRole::Mono);
        larger.setPixelSize(theme().scaled(numberSize));
        setFont(larger);
        updateGeometry();
    }
};

/// Words no wider than what is above them. A layout asks for their height at the width of the whole column, and would
/// take what is missing from the code.
class Caption : public Label
{
public:
    explicit Caption(const Theme &theme) : Label(theme, TypeRole::Meta, Token::Text2, {}, Wrap::Yes) {}

    int heightForWidth(int width) const override { return Label::heightForWidth(qMin(width, maximumWidth())); }
};

class Hairline : public QWidget
{
public:
    explicit Hairline(const Theme &theme) : m_theme(theme) { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), m_theme.color(Token::Line)); }

private:
    const Theme &m_theme;
};

} // namespace

TrustDialog::TrustDialog(const Theme &theme, const Clock &clock, const QString &name, const BareJid &jid, QWidget *parent,
                         About about)
    : QDialog(parent), m_theme(theme), m_clock(clock), m_name(name), m_jid(jid)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Encryption with %1").arg(isolated(name)));
    setAccessibleName(tr("Encryption with %1").arg(name)); // to the letter (design/ui.md, "Accessible names")
    setMinimumSize(320, 360);

    auto *panes = new QWidget;
    m_panes = new QBoxLayout(QBoxLayout::LeftToRight, panes);
    m_panes->setContentsMargins(0, 0, 0, 0);
    m_panes->setSpacing(0);
    m_left = makeLeft();
    m_switchRow->setVisible(about == About::Chat);
    m_foot = makeFoot();
    m_right = makeRight();
    m_panes->addWidget(m_left);
    m_panes->addWidget(m_right, 1);
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(panes);
    area->viewport()->setAutoFillBackground(false);
    panes->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(area, 1);
    whole->addWidget(m_foot);

    connect(m_list, &DeviceList::choiceChanged, this, &TrustDialog::showDevice);
    connect(&theme, &Theme::changed, this, &TrustDialog::arrange);
    const QSize wanted(theme.scaled(940), theme.scaled(600));
    resize(parent ? wanted.boundedTo(parent->window()->size() - QSize(24, 24)).expandedTo(minimumSize()) : wanted);
    arrange();
    showDevice();
    showSwitch();
}

QWidget *TrustDialog::makeLeft()
{
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(padding, padding, padding, 18);
    column->setSpacing(0);
    m_avatar = new AvatarWidget(m_theme, 48);
    m_avatar->setSubject(m_name, m_jid);
    m_avatar->setGround(Token::Surface);
    auto *who = new QHBoxLayout;
    who->setSpacing(14);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new ElidedLabel(m_theme, TypeRole::Heading, Token::Text, m_name));
    words->addWidget(new ElidedLabel(m_theme, TypeRole::Body, Token::Text2, m_jid.toString()));
    who->addWidget(m_avatar);
    who->addLayout(words, 1);
    column->addLayout(who);

    m_notice = new NoticeCard(m_theme);
    auto *notice = new QVBoxLayout(m_notice);
    setLogicalMargins(notice, 14 + m_theme.scaled(20) + 12, 11, 14, 12);
    notice->setSpacing(1);
    m_noticeTitle = new Label(m_theme, TypeRole::BodyStrong, Token::Text, {}, Label::Wrap::Yes);
    m_noticeText = new Paragraph(m_theme, TypeRole::Body, Token::Text, {});
    notice->addWidget(m_noticeTitle);
    notice->addWidget(m_noticeText);
    m_notice->hide();
    column->addSpacing(16);
    column->addWidget(m_notice);
    column->addSpacing(16);
    auto *section = new Label(m_theme, TypeRole::MetaStrong, Token::Text2, tr("Devices of %1").arg(isolated(m_name)), Label::Wrap::Yes);
    column->addWidget(section);
    column->addSpacing(8);
    m_list = new DeviceList(m_theme, tr("Devices"));
    m_nothing = new Label(m_theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes);
    m_nothing->setMargin(16);
    auto *frame = new Card(m_theme);
    frame->addRow(m_list);
    m_listFrame = frame;
    column->addWidget(frame);
    column->addWidget(m_nothing);
    column->addStretch(1);
    column->addSpacing(16);

    m_switch = new Switch(m_theme, tr("Encrypt this chat"));
    auto *line = new QHBoxLayout;
    line->setSpacing(16);
    auto *switchWords = new QVBoxLayout;
    switchWords->setSpacing(0);
    switchWords->addWidget(new Label(m_theme, TypeRole::Name, Token::Text, tr("Encrypt this chat")));
    m_switchHelp = new Label(m_theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes);
    switchWords->addWidget(m_switchHelp);
    line->addLayout(switchWords, 1);
    line->addWidget(m_switch, 0, Qt::AlignVCenter);
    m_switchRow = new QWidget;
    auto *switchColumn = new QVBoxLayout(m_switchRow);
    switchColumn->setContentsMargins(0, 0, 0, 0);
    switchColumn->setSpacing(0);
    switchColumn->addWidget(new Hairline(m_theme));
    switchColumn->addSpacing(14);
    switchColumn->addLayout(line);
    column->addWidget(m_switchRow);
    connect(m_switch, &QAbstractButton::clicked, this, &TrustDialog::wish);
    return left;
}

QWidget *TrustDialog::makeRight()
{
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(26, padding, 26, padding);
    column->setSpacing(0);
    m_title = new Label(m_theme, TypeRole::Heading, Token::Text, {}, Label::Wrap::Yes);
    m_help = new Paragraph(m_theme, TypeRole::Body, Token::Text2, {});
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_help);
    column->addSpacing(16);

    m_numberBox = new QWidget;
    auto *whole = new QVBoxLayout(m_numberBox);
    whole->setContentsMargins(focusRoom, 0, focusRoom, 0); // for the rings; OutsetItem takes it back
    whole->setSpacing(14);
    m_check = new LinkCheck(m_name, m_jid, this);
    connect(m_check, &LinkCheck::refused, this, &TrustDialog::showError);
    connect(m_check, &LinkCheck::checked, this,
            [this](const OmemoDevice &each) { Q_EMIT trustRequested(each, DeviceTrust::Verified); });
    m_scan = new ScanPane(m_theme, isolated(m_name), *m_check, m_numberBox);
    connect(m_scan, &ScanPane::begun, m_error, &QWidget::hide);
    m_comparison = new QWidget(m_numberBox);
    for (QWidget *each : {makeWays(), m_comparison, static_cast<QWidget *>(m_scan)})
        whole->addItem(new OutsetItem(each, focusRoom));
    m_compare = new QBoxLayout(QBoxLayout::LeftToRight, m_comparison);
    m_compare->setContentsMargins(focusRoom, 0, focusRoom, 0);
    m_compare->setSpacing(22);
    auto *codeColumn = new QVBoxLayout;
    codeColumn->setSpacing(8);
    m_code = new CodeView(m_theme);
    m_codeHelp = new Caption(m_theme);
    codeColumn->addWidget(m_code);
    codeColumn->addWidget(m_codeHelp);
    codeColumn->addStretch();
    m_compare->addLayout(codeColumn);
    auto *box = new QVBoxLayout;
    box->setSpacing(10);
    m_compare->addLayout(box, 1);
    m_numberTitle = new Label(m_theme, TypeRole::MetaStrong, Token::Text2, {}, Label::Wrap::Yes);
    box->addWidget(m_numberTitle);
    m_number = new NumberLabel(m_theme);
    m_number->setAccessibleName(tr("Device number"));
    m_number->setLayoutDirection(Qt::LeftToRight); // digits to be compared, whatever the language
    const auto addLeading = [box](QWidget *what) { // in a row it begins where its title does, a button's ring outside of that
        auto *row = new QHBoxLayout;
        row->addWidget(what);
        row->addStretch();
        box->addLayout(row);
    };
    addLeading(m_number);
    m_copy = new TextButton(tr("Copy"), ButtonKind::Secondary, ButtonSize::Small);
    m_copy->setAccessibleDescription(tr("Device number"));
    m_copy->setIcon(m_theme.icon(u"copy"_s));
    m_aloud = new ReadAloudButton(m_theme);
    m_aloud->setAccessibleDescription(tr("Device number"));
    connect(m_aloud, &ReadAloudButton::begun, m_error, &QWidget::hide);
    connect(m_aloud, &ReadAloudButton::failed, this, &TrustDialog::showError);
    box->addSpacing(4);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_copy);
    acts->addWidget(m_aloud);
    acts->addStretch();
    box->addLayout(acts);
    box->addStretch();
    m_numberBox->setParent(right);
    column->addItem(new OutsetItem(m_numberBox, focusRoom));
    column->addSpacing(20);
    m_hintRow = new HintRow(m_theme);
    auto *hintRow = new QVBoxLayout(m_hintRow);
    setLogicalMargins(hintRow, m_theme.scaled(17) + 10, 0, 0, 0);
    m_hint = new Paragraph(m_theme, TypeRole::Body, Token::Text2, {});
    hintRow->addWidget(m_hint);
    column->addWidget(m_hintRow);
    column->addStretch(1);
    connect(m_copy, &QAbstractButton::clicked, this, &TrustDialog::copyNumber);
    return right;
}

/// Both stand for one another: the code and the number are compared by the user, a picture of theirs by the program.
QWidget *TrustDialog::makeWays()
{
    m_compareWay = new Chip(m_theme, tr("Code and number"), tr("Code and number"));
    m_compareWay->setIconName(u"qr-code"_s);
    m_scanWay = new Chip(m_theme, tr("Scan from an image…"), tr("Scan from an image…"));
    m_scanWay->setIconName(u"upload"_s);
    m_compareWay->setChecked(true);
    connect(m_scanWay, &QAbstractButton::toggled, this, &TrustDialog::showWay);
    showWay();
    auto *ways = new QWidget(m_numberBox);
    m_ways = new QBoxLayout(QBoxLayout::LeftToRight, ways);
    m_ways->setSpacing(8);
    m_ways->setContentsMargins(focusRoom, focusRoom, focusRoom, focusRoom);
    m_ways->addWidget(m_compareWay);
    m_ways->addWidget(m_scanWay);
    m_ways->addStretch();
    return ways;
}

void TrustDialog::showWay()
{
    m_comparison->setVisible(!m_scanWay->isChecked());
    m_scan->setVisible(m_scanWay->isChecked());
    if (m_hintRow)
        m_hintRow->setVisible(!m_scanWay->isChecked()); // it is of digits
    m_error->hide(); // what was said of the other way
}

/// What the other side scans: our keys, not theirs.
void TrustDialog::showCode()
{
    const BareJid own = m_encryption.own.isEmpty() ? BareJid() : m_encryption.own.constFirst().device.jid;
    const VerificationLink link = VerificationLink::of(own, m_encryption.own);
    m_code->setText(link.devices.isEmpty() ? QString() : link.toString(), tr("Verification code"));
    const bool isShown = !m_code->code().isNull();
    m_code->setVisible(isShown);
    m_codeHelp->setVisible(isShown);
    m_codeHelp->setMaximumWidth(m_code->sizeHint().width());
    m_codeHelp->setText(tr("Your code. %1 scans it to check your devices.").arg(isolated(m_name)));
    m_check->setDevices(m_encryption.devices, own);
}

QWidget *TrustDialog::makeFoot()
{
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(padding, 14, padding, 14);
    column->setSpacing(10);
    m_error = new Label(m_theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes);
    m_error->hide();
    column->addWidget(m_error);
    auto *own = new TextButton(tr("My own devices…"), ButtonKind::Quiet, ButtonSize::Tight);
    setButtonTint(own, Token::Link);
    m_later = new TextButton(tr("Later"), ButtonKind::Secondary);
    m_differ = new TextButton(tr("They differ"), ButtonKind::Destructive);
    m_match = new TextButton(tr("They match"), ButtonKind::Primary);
    m_match->setIcon(m_theme.icon(u"shield-check"_s, Token::OnAccent));
    for (TextButton *each : {own, m_later, m_differ, m_match})
        each->setAutoDefault(false);
    m_footRow = new QBoxLayout(QBoxLayout::LeftToRight);
    auto *ownRow = new QHBoxLayout;
    ownRow->addWidget(own);
    ownRow->addStretch(1);
    m_footRow->addLayout(ownRow, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(10);
    acts->addStretch(1);
    acts->addWidget(m_later);
    acts->addWidget(m_differ);
    acts->addWidget(m_match);
    m_footRow->addLayout(acts);
    column->addLayout(m_footRow);
    connect(own, &QAbstractButton::clicked, this, [this] {
        Q_EMIT ownDevicesRequested();
        accept();
    });
    connect(m_later, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_differ, &QAbstractButton::clicked, this, [this] { decide(DeviceTrust::Distrusted); });
    connect(m_match, &QAbstractButton::clicked, this, [this] { decide(DeviceTrust::Verified); });
    return foot;
}

void TrustDialog::setPresence(const Presence &presence)
{
    m_avatar->setAvailability(presence.availability);
}

void TrustDialog::setEncryption(const ChatEncryption &encryption)
{
    m_encryption = encryption;
    for (const KnownDevice &each : encryption.devices) {
        if (!m_news && each.isListed() && each.isNews)
            m_news = each;
    }
    m_list->setDevices(encryption.devices, m_clock.now());
    const bool hasDevices = m_list->count() > 0;
    m_listFrame->setVisible(hasDevices);
    m_nothing->setVisible(!hasDevices);
    m_nothing->setText(tr("No device of %1 that can read encrypted messages is known.").arg(isolated(m_name)));
    showNotice();
    showSwitch();
    showCode();
    if (!std::exchange(m_isShown, true))
        Q_EMIT devicesShown();
}

/// What needs a look, the worst first.
void TrustDialog::showNotice()
{
    const KnownDevice *refused = nullptr;
    const KnownDevice *waits = nullptr;
    for (const KnownDevice &each : std::as_const(m_encryption.devices)) {
        if (each.isListed() && each.refused.isValid())
            refused = &each;
        if (each.isListed() && each.trust == DeviceTrust::Undecided && each.identity.isValid())
            waits = &each;
    }
    const QString name = isolated(m_name);
    const auto added = [&](qint64 time) { return addedText(name, time, m_clock.now()); };
    if (refused) {
        m_noticeTitle->setText(tr("A device of %1 shows another key.").arg(name));
        m_noticeText->setText(tr("The new key was not taken, and nothing is encrypted for it. Ask %1 what happened before you go on.").arg(name));
    } else if (waits) {
        m_noticeTitle->setText(added(waits->firstSeen));
        m_noticeText->setText(tr("Check it before you share anything private. Until then your messages are not readable on it."));
    } else if (m_news) {
        m_noticeTitle->setText(added(m_news->firstSeen));
        m_noticeText->setText(tr("Your messages are readable on it. Compare its number to be sure whose it is."));
    }
    m_notice->setVisible(refused || waits || m_news);
}

void TrustDialog::showSwitch()
{
    using Sending = ChatEncryption::Sending;
    const bool isOn = m_encryption.sending != Sending::Clear;
    const QSignalBlocker quiet(m_switch);
    m_switch->setChecked(isOn);
    m_switch->update();
    QString help = tr("Off: the servers that pass messages on can read them");
    if (m_encryption.sending == Sending::Encrypted)
        help = tr("On for all messages, files and voice");
    else if (m_encryption.sending == Sending::NotYet && m_encryption.wish == ChatWish::NotSaid)
        help = tr("Being looked at; what you write waits");
    else if (m_encryption.sending == Sending::NotYet)
        help = tr("On. Keys are on their way; what you write waits for them");
    else if (m_encryption.sending == Sending::Stuck)
        help = tr("On. No device there can read it now: what you write waits");
    m_switchHelp->setText(help);
}

void TrustDialog::showDevice()
{
    const auto device = m_list->chosen();
    const bool hasNumber = device && device->identity.isValid();
    const bool isVerified = device && device->trust == DeviceTrust::Verified;
    const QString name = device ? deviceName(*device) : QString();
    const QString person = isolated(m_name);
    m_numberBox->setVisible(hasNumber);
    m_hintRow->setVisible(hasNumber && !m_scanWay->isChecked());
    m_match->setVisible(hasNumber && !isVerified);
    m_differ->setVisible(hasNumber && device->trust != DeviceTrust::Distrusted);
    m_later->setText(hasNumber && !isVerified ? tr("Later") : tr("Close"));
    m_differ->setText(isVerified ? tr("Do not trust it") : tr("They differ"));
    if (!device) {
        m_title->setText(tr("Nothing to check yet"));
        m_help->setText(tr("As soon as %1 uses a program with OMEMO encryption, its devices appear here.").arg(person));
        return;
    }
    if (!hasNumber) {
        m_title->setText(name);
        m_help->setText(tr("This device has not shown its key yet. There is nothing to compare, and nothing is encrypted for it."));
        return;
    }
    m_title->setText(isVerified ? tr("“%1” is verified").arg(name) : tr("Check “%1”").arg(name));
    m_help->setText(isVerified ? verifiedText(device->decidedBy)
                               : tr("Meet or call %1, then scan the code or compare the number.").arg(person));
    m_numberTitle->setText(tr("Number of %1").arg(name));
    const QStringList groups = numberGroups(device->identity);
    QStringList lines;
    for (qsizetype i = 0; i + 1 < groups.size(); i += 2)
        lines.append(groups.at(i) + u"    "_s + groups.at(i + 1));
    m_number->setText(lines.join(u'\n'));
    m_number->setAccessibleDescription(groups.join(u' '));
    m_aloud->setParts(groups);
    m_hint->setText(tr("%1 sees the same number on that device, in its settings for encryption. If one group of digits differs, it is "
                       "not the same device.").arg(person));
}

void TrustDialog::decide(DeviceTrust trust)
{
    const auto device = m_list->chosen();
    if (!device || !device->identity.isValid())
        return;
    m_error->hide();
    Q_EMIT trustRequested(device->device, trust);
}

void TrustDialog::wish(bool encrypted)
{
    m_error->hide();
    if (encrypted) {
        Q_EMIT wishRequested(ChatWish::Encrypted);
        return;
    }
    showSwitch(); // stays as it is until that was confirmed and done
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Encrypt this chat"));
    setWords(*question, tr("Send without encryption from now on?"),
             tr("What you write to %1, and what waits, can then be read by the servers that pass it on.").arg(isolated(m_name)));
    QPushButton *act = question->addButton(tr("Switch encryption off"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this] { Q_EMIT wishRequested(ChatWish::Clear); });
    question->open();
}

void TrustDialog::copyNumber()
{
    if (const auto device = m_list->chosen())
        QGuiApplication::clipboard()->setText(numberGroups(device->identity).join(u' '));
}

void TrustDialog::showError(const QString &text)
{
    m_error->setText(text);
    m_error->show();
    QAccessibleEvent alert(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    showSwitch();
}

void TrustDialog::arrange()
{
    const bool isWide = width() >= m_theme.scaled(stackedBelow);
    m_panes->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_left->setMinimumWidth(isWide ? m_theme.scaled(leftWidth) : 0);
    m_left->setMaximumWidth(isWide ? m_theme.scaled(leftWidth) : QWIDGETSIZE_MAX);
    const int side = isWide ? 26 : padding; // beside the left pane it stands off its line; below, under it
    m_right->layout()->setContentsMargins(side, padding, side, padding);
    const bool isBeside = width() >= m_theme.scaled(isWide ? codeAboveBelow : codeAboveAlone);
    m_compare->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int besideOne = m_compareWay->sizeHint().width() + m_scanWay->sizeHint().width();
    const int room = width() - (isWide ? m_theme.scaled(leftWidth) : 0) - 2 * side;
    m_ways->setDirection(room >= besideOne ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const bool isFootInTwo = width() < m_theme.scaled(footInTwoBelow);
    m_footRow->setDirection(isFootInTwo ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_footRow->setSpacing(isFootInTwo ? 6 : 10);
    const int footSide = isFootInTwo ? 14 : padding;
    m_foot->layout()->setContentsMargins(footSide, isFootInTwo ? 8 : 14, footSide, 14);
    update();
}

void TrustDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    arrange();
}

void TrustDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const QColor line = m_theme.color(Token::Line);
    painter.fillRect(QRect(0, m_foot->y(), width(), 1), line);
    if (m_panes->direction() == QBoxLayout::LeftToRight) {
        const int edge = m_right->mapTo(this, QPoint(layoutDirection() == Qt::RightToLeft ? m_right->width() : 0, 0)).x();
        painter.fillRect(QRect(edge, 0, 1, m_foot->y()), line);
    }
}

} // namespace jackdaw

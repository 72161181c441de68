// SPDX-License-Identifier: GPL-3.0-or-later
// jackdaw-gallery: every widget in every state, in two schemes side by side as picture 14 has them; the sign-in page; the
// settings window. For looking at, by people and by whoever changes a colour.
//
//   jackdaw-gallery [--page states|sign-in|settings|certificate|trust|why|board|status|rule] [--scheme light|dark|contrast] [--size 1440x900] [--accent #RRGGBB]
//                   [--text-size PERCENT] [--rtl] [--part N] [--grab FILE.png]
//
// --grab writes the picture once the window was painted, and exits. --part chooses the page of the settings, or the state
// of the sign-in page (0 empty, 1 server found, 2 wrong password, 3 server not found, 4 options, 5 certificate, 6 busy,
// 7 to 10 an account that is made: the provider, its form, a picture and a name that is taken, a website). Settings 20: one
// account, 21: its provider. Of trust: 1 a new device, 2 a verified one, 3 no devices, 4 a group; of why: 1 our own message, 2 one that cannot be
// read.
#include "account/AccountListModel.h"
#include "base/Clock.h"
#include "settings/SettingsWindow.h"
#include "signin/CertificateDialog.h"
#include "signin/SignInPage.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "trust/GroupTrustDialog.h"
#include "trust/TrustDialog.h"
#include "trust/WhyDialog.h"
#include "widgets/AvatarWidget.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/Switch.h"

#include "gallery_board.h"
#include "gallery_contacts.h"
#include <QApplication>
#include <QBoxLayout>
#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QStyleOptionButton>
#include <QTemporaryDir>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

/// A push button that claims to be hovered, pressed or focused.
class PosedButton : public TextButton
{
public:
    PosedButton(const QString &text, ButtonKind kind, QStyle::State pose) : TextButton(text, kind), m_pose(pose) {}

protected:
    void initStyleOption(QStyleOptionButton *option) const override
    {
        TextButton::initStyleOption(option);
        option->state |= m_pose;
        if (m_pose.testFlag(QStyle::State_Sunken))
            option->state &= ~QStyle::State_Raised;
    }

private:
    QStyle::State m_pose;
};

/// Draws with a function.
class Sketch : public QWidget
{
public:
    Sketch(QSize size, std::function<void(QPainter &, const QRect &)> draw) : m_draw(std::move(draw)) { setFixedSize(size); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_draw(painter, rect());
    }

private:
    std::function<void(QPainter &, const QRect &)> m_draw;
};

class States : public QWidget
{
public:
    explicit States(const Theme &theme) : m_theme(theme), m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(28, 22, 28, 22);
        m_column->setSpacing(0);
        buttons();
        fields();
        toggles();
        dots();
        banners();
        others();
        m_column->addStretch();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(rect(), m_theme.color(Token::Surface));
    }

private:
    void heading(const QString &text)
    {
        m_column->addSpacing(14);
        m_column->addWidget(new Label(m_theme, TypeRole::MetaStrong, Token::Text2, text));
        m_column->addSpacing(6);
    }

    QHBoxLayout *line(int spacing)
    {
        auto *line = new QHBoxLayout;
        line->setSpacing(spacing);
        m_column->addLayout(line);
        return line;
    }

    void buttons()
    {
        heading(u"Buttons"_s);
        QHBoxLayout *row = line(16);
        const auto add = [&](QWidget *button, const QString &name) {
            auto *column = new QVBoxLayout;
            column->setSpacing(2);
            column->addWidget(button, 0, Qt::AlignLeft);
            column->addWidget(new Label(m_theme, TypeRole::Tiny, Token::Text3, name));
            row->addLayout(column);
        };
        add(new TextButton(u"Sign in"_s, ButtonKind::Primary), u"primary"_s);
        add(new PosedButton(u"Sign in"_s, ButtonKind::Primary, QStyle::State_MouseOver), u"hover"_s);
        add(new PosedButton(u"Sign in"_s, ButtonKind::Primary, QStyle::State_Sunken), u"pressed"_s);
        add(new PosedButton(u"Sign in"_s, ButtonKind::Primary, QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange), u"focus"_s);
        auto *disabled = new TextButton(u"Sign in"_s, ButtonKind::Primary);
        disabled->setEnabled(false);
        add(disabled, u"disabled"_s);
        add(new TextButton(u"Later"_s), u"secondary"_s);
        add(new TextButton(u"Remove…"_s, ButtonKind::Destructive), u"destructive"_s);
        add(new TextButton(u"Quiet"_s, ButtonKind::Quiet), u"quiet"_s);
        row->addStretch();
    }

    void fields()
    {
        heading(u"Fields"_s);
        QHBoxLayout *row = line(12);
        auto *empty = new TextField(m_theme, u"XMPP address"_s);
        empty->edit()->setPlaceholderText(u"name@provider.example"_s);
        empty->setHelp(u"Your XMPP address"_s);
        row->addWidget(empty);
        auto *good = new TextField(m_theme, u"XMPP address"_s);
        good->setText(u"mara@harbor.example"_s);
        good->setState(TextField::State::Good, u"harbor.example found"_s);
        row->addWidget(good);
        auto *wrong = new TextField(m_theme, u"XMPP address"_s);
        wrong->setText(u"harbor.exmple"_s);
        wrong->setState(TextField::State::Wrong, u"Not found. Check the spelling."_s);
        row->addWidget(wrong);
        m_column->addSpacing(8);
        row = line(12);
        row->addWidget(new SearchField(m_theme, u"Search chats and messages"_s));
        auto *search = new SearchField(m_theme, u"Search chats and messages"_s);
        search->setText(u"permit"_s);
        row->addWidget(search);
        auto *disabled = new LineEdit(m_theme);
        disabled->setText(u"disabled"_s);
        disabled->setEnabled(false);
        row->addWidget(disabled);
    }

    void toggles()
    {
        heading(u"Toggles and choices"_s);
        QHBoxLayout *row = line(12);
        for (const bool on : {true, false}) {
            auto *toggle = new Switch(m_theme, u"Switch"_s);
            toggle->setChecked(on);
            row->addWidget(toggle);
        }
        auto *off = new Switch(m_theme, u"Switch"_s);
        off->setEnabled(false);
        row->addWidget(off);
        auto *check = new QCheckBox(u"Keep me"_s);
        check->setChecked(true);
        row->addWidget(check);
        row->addWidget(new QCheckBox(u"No"_s));
        auto *radio = new QRadioButton(u"One"_s);
        radio->setChecked(true);
        row->addWidget(radio);
        auto *combo = new QComboBox;
        combo->addItems({u"Comfortable"_s, u"Compact"_s});
        row->addWidget(combo);
        auto *slider = new QSlider(Qt::Horizontal);
        slider->setRange(0, 5);
        slider->setValue(2);
        slider->setTickPosition(QSlider::TicksBelow);
        slider->setTickInterval(1);
        row->addWidget(slider, 1);
        m_column->addSpacing(6);
        row = line(8);
        auto *chips = new QWidget;
        auto *pills = new QHBoxLayout(chips);
        pills->setContentsMargins(0, 0, 0, 0);
        pills->setSpacing(6);
        auto *all = new Chip(m_theme, u"All"_s, u"All chats"_s);
        all->setChecked(true);
        pills->addWidget(all);
        auto *unread = new Chip(m_theme, u"Unread"_s, u"Unread chats"_s);
        unread->setCount(3);
        pills->addWidget(unread);
        pills->addWidget(new Chip(m_theme, u"Groups"_s, u"Group chats"_s));
        row->addWidget(chips);
        for (const QString &icon : {u"phone"_s, u"search"_s, u"panel-right"_s})
            row->addWidget(new IconButton(m_theme, icon, icon));
        auto *on = new IconButton(m_theme, u"panel-right"_s, u"Details"_s);
        on->setCheckable(true);
        on->setChecked(true);
        row->addWidget(on);
        auto *send = new IconButton(m_theme, u"send-horizontal"_s, u"Send message"_s);
        send->setLook(IconButton::Look::Filled);
        send->setDiameter(40);
        row->addWidget(send);
        auto *cannot = new IconButton(m_theme, u"send-horizontal"_s, u"Send message"_s);
        cannot->setLook(IconButton::Look::Filled);
        cannot->setDiameter(40);
        cannot->setEnabled(false);
        row->addWidget(cannot);
        row->addStretch();
    }

    void dots()
    {
        heading(u"Presence and message states"_s);
        QHBoxLayout *row = line(8);
        for (const Availability availability : {Availability::Available, Availability::Away, Availability::DoNotDisturb,
                                                Availability::ExtendedAway, Availability::Offline}) {
            row->addWidget(new Sketch(QSize(18, 18), [this, availability](QPainter &painter, const QRect &) {
                paintPresenceDot(painter, QRectF(1, 1, 16, 16), m_theme, availability, Token::Surface);
            }));
            row->addWidget(new Label(m_theme, TypeRole::Body, Token::Text2, availabilityText(availability)));
        }
        row->addStretch();
        m_column->addSpacing(8);
        row = line(8);
        for (const MessageState state : {MessageState::Waiting, MessageState::Sent, MessageState::Delivered,
                                         MessageState::Displayed, MessageState::Failed}) {
            row->addWidget(new Sketch(QSize(14, 14), [this, state](QPainter &painter, const QRect &rect) {
                paintMessageState(painter, rect, m_theme, state, Token::Surface);
            }));
            row->addWidget(new Label(m_theme, TypeRole::Body, Token::Text2, messageStateText(state)));
        }
        const std::pair<int, BadgeKind> badges[] = {{4, BadgeKind::Unread}, {1000, BadgeKind::Unread}, {18, BadgeKind::Neutral},
                                                    {3, BadgeKind::Alert}};
        for (const auto &[count, kind] : badges) {
            row->addWidget(new Sketch(QSize(badgeWidth(m_theme, count), m_theme.scaled(18)),
                                      [this, count, kind](QPainter &painter, const QRect &rect) {
                                          paintBadge(painter, rect, m_theme, count, kind);
                                      }));
        }
        row->addWidget(new Sketch(QSize(m_theme.scaled(18), m_theme.scaled(18)),
                                  [this](QPainter &painter, const QRect &rect) { paintMentionBadge(painter, rect, m_theme); }));
        row->addStretch();
    }

    void banners()
    {
        heading(u"Banners"_s);
        const auto add = [&](Banner::Kind kind, const QString &icon, const QString &strong, const QString &plain,
                             const QString &countdown, const QString &action) {
            auto *banner = new Banner(m_theme, u"Connection"_s);
            banner->setCorners(Banner::Corners::Round);
            banner->setContent(kind, icon, strong, plain, countdown);
            if (!action.isEmpty())
                banner->addAction(action);
            m_column->addWidget(banner);
            m_column->addSpacing(6);
        };
        add(Banner::Kind::Warning, u"refresh-cw"_s, u"Connecting…"_s, u"2 messages are waiting."_s, {}, {});
        add(Banner::Kind::Warning, u"wifi-off"_s, u"You’re offline."_s, u"2 messages are waiting."_s, u"Next try in 0:24."_s,
            u"Try now"_s);
        add(Banner::Kind::Bad, u"shield-alert"_s, u"The certificate of harbor.example ended on 3 May."_s, u"Not connected."_s, {},
            u"Details"_s);
    }

    void others()
    {
        heading(u"Avatars, menu, empty state"_s);
        QHBoxLayout *row = line(16);
        const std::pair<QString, Availability> people[] = {{u"Leila Haddad"_s, Availability::DoNotDisturb},
                                                           {u"Tomas Berg"_s, Availability::Available},
                                                           {u"Jonas Weiss"_s, Availability::Away}};
        for (const auto &[name, availability] : people) {
            auto *avatar = new AvatarWidget(m_theme, 44);
            avatar->setSubject(name, BareJid::fromPrepared(name.section(u' ', 0, 0).toLower() + u"@harbor.example"_s));
            avatar->setAvailability(availability);
            row->addWidget(avatar, 0, Qt::AlignTop);
        }
        auto *group = new AvatarWidget(m_theme, 44);
        group->setSubject(u"North Crew"_s, BareJid::fromPrepared(u"north@rooms.harbor.example"_s), AvatarShape::Group);
        row->addWidget(group, 0, Qt::AlignTop);
        auto *menu = new QMenu(this);
        menu->setWindowFlags(Qt::Widget);
        menu->addAction(m_theme.icon(u"reply"_s), u"Reply"_s)->setShortcut(QKeySequence(u"R"_s));
        menu->addAction(m_theme.icon(u"pencil"_s), u"Edit"_s)->setShortcut(QKeySequence(u"E"_s));
        menu->addSeparator();
        QAction *remove = menu->addAction(m_theme.icon(u"trash-2"_s), u"Delete…"_s);
        remove->setShortcut(QKeySequence(u"Del"_s));
        setDestructive(remove);
        menu->setActiveAction(menu->actions().constFirst());
        menu->setFixedSize(menu->sizeHint());
        row->addWidget(menu, 0, Qt::AlignTop);
        auto *empty = new EmptyState(m_theme, u"bell"_s, u"Nothing needs action"_s, u"New alerts appear here."_s);
        empty->setAction(u"Show all"_s);
        row->addWidget(empty, 1);
    }

    const Theme &m_theme;
    QVBoxLayout *m_column;
};

Preferences::Scheme schemeNamed(const QString &name)
{
    return name == "dark"_L1 ? Preferences::Scheme::Dark : name == "contrast"_L1 ? Preferences::Scheme::HighContrast
                                                                                 : Preferences::Scheme::Light;
}

/// A picture as servers make them to tell people from programs.
QByteArray challenge()
{
    QImage image(220, 70, QImage::Format_RGB32);
    image.fill(QColor(0xF4, 0xF1, 0xE6));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font;
    font.setPixelSize(38);
    painter.setFont(font);
    for (int i = 0; i < 5; ++i) {
        painter.save();
        painter.translate(28 + i * 38, 48);
        painter.rotate((i * 37) % 40 - 20);
        painter.drawText(0, 0, QString(u"7nHL3"_s.at(i)));
        painter.restore();
    }
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

void fillCreate(SignInPage *page, int part)
{
    page->showCreate(part == 7 ? QString() : u"xmpp:tomas@harbor.example?roster;preauth=T;ibr=y"_s);
    if (part == 7)
        return;
    RegistrationOffer offer;
    FormField field;
    field.need = FormField::Need::Required;
    if (part != 10) {
        offer.form.instructions = QStringList{u"Choose a user name and a password for use with this service."_s};
        field.var = u"username"_s;
        offer.form.fields += field;
        field.var = u"password"_s;
        field.type = FormField::Type::TextPrivate;
        offer.form.fields += field;
    } else {
        offer.website = u"https://harbor.example/register"_s;
    }
    if (part == 9) {
        field.var = u"ocr"_s;
        field.label = u"Enter the text you see"_s;
        field.type = FormField::Type::TextSingle;
        field.media = {{u"image/png"_s, u"cid:sha1+0@bob.xmpp.org"_s, challenge()}};
        offer.form.fields += field;
    }
    page->showOffer(offer);
    if (part == 9)
        page->showRegistrationError({ErrorKind::Conflict, {}, {}});
}

ProviderInfo sampleProvider()
{
    ProviderInfo info;
    info.domain = u"harbor.example"_s;
    info.largestStanza = 262'144;
    info.largestFile = 100'000'000;
    info.contacts = {{ProviderContact::Role::Support, {u"xmpp:help@harbor.example"_s}},
                     {ProviderContact::Role::Abuse, {u"mailto:abuse@harbor.example"_s, u"https://harbor.example/abuse"_s}}};
    DataPolicy policy;
    policy.retention = {PolicyTime::Kind::Hours, 24 * 30};
    policy.access = {DataPolicy::Access::Admins};
    policy.encryptedAtRest = true;
    policy.dataExport = false;
    info.policy = policy;
    info.statusAddresses = QStringList{u"https://status.harbor.example/now.json"_s};
    using What = ServerFeature::What;
    using Suite = ServerFeature::Suite;
    using Level = ServerFeature::Level;
    using Support = ServerFeature::Support;
    info.features = {{What::Discovery, Suite::Core, Level::Core, Support::Yes}, {What::DirectTls, Suite::Core, Level::Advanced, Support::Yes},
                     {What::WebConnections, Suite::Web, Level::Core, Support::Unknown},
                     {What::Carbons, Suite::Chat, Level::Core, Support::Yes}, {What::Archive, Suite::Chat, Level::Advanced, Support::No},
                     {What::ClientState, Suite::Mobile, Level::Core, Support::Yes}, {What::Push, Suite::Mobile, Level::Advanced, Support::Yes},
                     {What::CallRelays, Suite::Calls, Level::Core, Support::No}};
    info.levels = {{Suite::Core, SuiteLevel::Reached::Advanced}, {Suite::Web, SuiteLevel::Reached::None, SuiteLevel::Certainty::AtLeast},
                   {Suite::Chat, SuiteLevel::Reached::Core}, {Suite::Mobile, SuiteLevel::Reached::Advanced},
                   {Suite::Calls, SuiteLevel::Reached::None}};
    return info;
}

CertificateProblem refusedCertificate(CertificateReason reason)
{
    CertificateProblem problem;
    problem.reasons = {reason};
    problem.host = u"harbor.example"_s;
    problem.subject = u"harbor.example"_s;
    problem.names = QStringList{u"harbor.example"_s, u"conference.harbor.example"_s};
    problem.isSelfSigned = reason == CertificateReason::SelfSigned;
    problem.issuer = u"Harbour Authority"_s;
    problem.validFrom = 1'714'700'000'000;
    problem.validUntil = 1'777'800'000'000;
    problem.fingerprint = QByteArray::fromHex("9f2c41d07ab3e5566081c7d2f4a90e1b3c5d7e8fa1b2c3d4e5f60718293a4b5c");
    return problem;
}

/// Part 0: ended; 1: signs itself; 2: another one than was trusted.
QWidget *makeCertificate(const Theme &theme, int part)
{
    static constexpr CertificateReason reasons[] = {CertificateReason::Expired, CertificateReason::SelfSigned,
                                                    CertificateReason::Changed};
    return new CertificateDialog(theme, refusedCertificate(reasons[qBound(0, part, 2)]), u"mara@harbor.example"_s);
}

QWidget *makeSignIn(const Theme &theme, Preferences &preferences, int part)
{
    auto *page = new SignInPage(theme, preferences);
    if (part == 0)
        return page;
    if (part >= 7) {
        fillCreate(page, part);
        return page;
    }
    page->setAddress(part == 3 ? u"mara@harbor.exmple"_s : u"mara@harbor.example"_s);
    for (PasswordField *field : page->findChildren<PasswordField *>())
        field->setText(u"twelve signs"_s);
    if (part == 1) { // another password is typed after the server did not take the first
        page->showError({ErrorKind::NotAuthorized, {}, {}});
        for (PasswordField *field : page->findChildren<PasswordField *>())
            field->setState(TextField::State::Plain);
    } else if (part == 2) {
        page->showError({ErrorKind::NotAuthorized, {}, {}});
    } else if (part == 3)
        page->showError({ErrorKind::ServerNotFound, {}, u"harbor.exmple"_s});
    else if (part == 4)
        page->findChild<DisclosureButton *>()->setChecked(true);
    else if (part == 5)
        page->showError({ErrorKind::Certificate, {}, u"harbor.example"_s,
                         std::make_shared<CertificateProblem>(refusedCertificate(CertificateReason::Expired))});
    else if (part == 6)
        page->setBusy(true);
    return page;
}

QList<KnownDevice> sampleDevices(const BareJid &jid)
{
    const qint64 now = SystemClock().now();
    constexpr qint64 day = 24LL * 60 * 60 * 1000;
    KnownDevice laptop;
    laptop.device = {jid, OmemoDeviceId(31415)};
    laptop.identity = IdentityKey(QByteArray::fromHex("4e2d91c70ab85f3392d06e14c7b1a8f05d3376e829bc410fa2e6195dd08c7a43"));
    laptop.label = u"Field laptop"_s;
    laptop.onLegacyList = true;
    laptop.firstSeen = now - 60'000;
    laptop.isNews = true;
    KnownDevice phone = laptop;
    phone.device.id = OmemoDeviceId(27182);
    phone.label = u"Phone"_s;
    phone.trust = DeviceTrust::Verified;
    phone.decided = now - 90 * day;
    phone.decidedBy = DecidedBy::OwnDevice;
    phone.lastUsed = now - day;
    phone.isNews = false;
    KnownDevice desktop = phone;
    desktop.device.id = OmemoDeviceId(16180);
    desktop.label .clear();
    desktop.trust = DeviceTrust::Distrusted;
    desktop.lastUsed = now - 12 * day;
    return {laptop, phone, desktop};
}

QWidget *makeGroupTrust(const Theme &theme)
{
    const BareJid tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    const BareJid leila = BareJid::fromPrepared(u"leila@hill.example"_s);
    const BareJid jonas = BareJid::fromPrepared(u"jonas@harbor.example"_s);
    auto *dialog = new GroupTrustDialog(theme, u"Storm prep"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    ChatEncryption encryption;
    encryption.sending = ChatEncryption::Sending::Encrypted;
    encryption.devices = sampleDevices(tomas) + QList{sampleDevices(jonas).at(1)};
    encryption.readers = {{encryption.devices.at(0).device, OmemoVersion::Legacy, ReadReason::NotTrusted, {}},
                          {encryption.devices.at(1).device, OmemoVersion::Legacy, ReadReason::CanRead, {}},
                          {encryption.devices.at(3).device, OmemoVersion::Two, ReadReason::CanRead, {}},
                          {{leila, {}}, OmemoVersion::Legacy, ReadReason::NoDevices, {}}};
    dialog->setEncryption(encryption, {{tomas, u"Tomas Berg"_s}, {leila, u"Leila Haddad"_s}, {jonas, u"Jonas"_s}},
                          BareJid::fromPrepared(u"mara@harbor.example"_s));
    return dialog;
}

QWidget *makeTrust(const Theme &theme, int part)
{
    static const SystemClock clock;
    if (part == 4)
        return makeGroupTrust(theme);
    const BareJid jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    auto *dialog = new TrustDialog(theme, clock, u"Tomas Berg"_s, jid);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    Presence presence;
    presence.availability = Availability::Available;
    dialog->setPresence(presence);
    ChatEncryption encryption;
    encryption.sending = ChatEncryption::Sending::Encrypted;
    encryption.devices = sampleDevices(jid);
    if (part == 2)
        encryption.devices = {encryption.devices.at(1)};
    if (part == 3)
        encryption = {};
    KnownDevice own = encryption.devices.isEmpty() ? KnownDevice() : encryption.devices.constFirst();
    own.device = {BareJid::fromPrepared(u"mara@harbor.example"_s), OmemoDeviceId(14142)};
    own.isThis = true;
    if (own.identity.isValid())
        encryption.own = {own};
    dialog->setEncryption(encryption);
    return dialog;
}

QWidget *makeWhy(const Theme &theme, int part)
{
    WhyDialog::Facts facts;
    facts.name = u"Tomas Berg"_s;
    facts.peer = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    facts.devices = sampleDevices(facts.peer);
    facts.message.direction = part != 2 ? Direction::Outgoing : Direction::Incoming;
    facts.message.sender = facts.peer;
    facts.stage = part == 3 ? WhyDialog::Facts::Stage::Waiting : WhyDialog::Facts::Stage::Gone;
    facts.message.encryption = MessageEncryption{OmemoVersion::Legacy, OmemoDeviceId(31415), DeviceTrust::Blind, false,
                                                 part == 2 ? RatchetFault::NoSession : RatchetFault::None};
    auto *dialog = new WhyDialog(facts, theme);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    if (part == 1) {
        const BareJid own = BareJid::fromPrepared(u"mara@harbor.example"_s);
        dialog->setReaders({{{facts.peer, OmemoDeviceId(31415)}, OmemoVersion::Legacy, ReadReason::NotTrusted, {}},
                            {{facts.peer, OmemoDeviceId(27182)}, OmemoVersion::Legacy, ReadReason::CanRead, {}},
                            {{facts.peer, OmemoDeviceId(16180)}, OmemoVersion::Two, ReadReason::NoBundle, {}},
                            {{own, OmemoDeviceId(14142)}, OmemoVersion::Legacy, ReadReason::CanRead, {}}});
    }
    if (part == 3) {
        ChatEncryption encryption;
        encryption.sending = ChatEncryption::Sending::NotYet;
        encryption.readers = {{{facts.peer, OmemoDeviceId(31415)}, OmemoVersion::Legacy, ReadReason::NoSession, {}},
                              {{facts.peer, OmemoDeviceId(27182)}, OmemoVersion::Legacy, ReadReason::CanRead, {}}};
        dialog->setEncryption(encryption);
    }
    return dialog;
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"page"_s, u"states, sign-in, settings, certificate, trust, why, board, contacts, status or rule"_s, u"page"_s, u"states"_s},
                       {u"scheme"_s, u"light, dark or contrast"_s, u"scheme"_s, u"light"_s},
                       {u"size"_s, u"of the window"_s, u"WxH"_s, u"720x960"_s},
                       {u"accent"_s, u"an accent colour"_s, u"color"_s},
                       {u"text-size"_s, u"per cent"_s, u"percent"_s, u"100"_s},
                       {u"rtl"_s, u"mirrored"_s},
                       {u"part"_s, u"of the page"_s, u"number"_s, u"1"_s},
                       {u"grab"_s, u"write the picture and exit"_s, u"file"_s}});
    parser.process(application);
    if (parser.isSet(u"rtl"_s))
        application.setLayoutDirection(Qt::RightToLeft);

    QTemporaryDir folder;
    Preferences preferences(folder.filePath(u"settings.ini"_s));
    preferences.setScheme(schemeNamed(parser.value(u"scheme"_s)));
    preferences.setAccent(QColor::fromString(parser.value(u"accent"_s)));
    preferences.setTextSize(parser.value(u"text-size"_s).toInt());
    Theme theme(preferences);
    useStyle(theme);

    AccountListModel accounts;
    AccountSettings account;
    account.id = AccountId(1);
    account.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    accounts.setAccounts({account});
    accounts.setConnection(AccountId(1), {ConnectionState::Online, {}, 0});
    Presence own;
    own.availability = Availability::Available;
    accounts.setOwnPresence(AccountId(1), own);

    const int part = parser.value(u"part"_s).toInt();
    const QString name = parser.value(u"page"_s);
    std::unique_ptr<QWidget> window;
    if (name == "sign-in"_L1) {
        window.reset(makeSignIn(theme, preferences, part));
    } else if (name == "settings"_L1) {
        auto *settings = new SettingsWindow(theme, preferences, accounts, {folder.path(), {}});
        settings->showPage(part >= 20 ? SettingsWindow::Page::Accounts : SettingsWindow::Page(part));
        const auto press = [settings](const QString &button) {
            for (QAbstractButton *each : settings->findChildren<QAbstractButton *>()) {
                if (each->accessibleName() == button)
                    each->click();
            }
        };
        if (part == int(SettingsWindow::Page::Storage)) {
            QList<StoragePage::Chat> chats;
            const QStringList names{u"Harbor crew"_s, u"Tomas Lindqvist"_s, u"Leila"_s};
            for (int i = 0; i < names.size(); ++i) {
                DiskUse use;
                use.conversation = ConversationId(i + 1);
                use.parts = {DiskUse::Part{4, 3'400'000 >> i}, DiskUse::Part{120, 184'000'000 >> i}, DiskUse::Part{i == 0 ? 3 : 0, i == 0 ? 912'000'000 : 0},
                             DiskUse::Part{i < 2 ? 18 : 0, i < 2 ? 2'100'000 : 0}};
                chats.append({use, names.at(i)});
            }
            settings->showDiskUse(chats);
            settings->showCleanup(ConversationId(2), 40, 138);
        }
        if (part == int(SettingsWindow::Page::Encryption)) {
            QList<KnownDevice> devices = sampleDevices(account.jid);
            devices.first().isThis = true;
            settings->showDevices(account.id, devices);
        }
        if (part >= 20)
            press(u"Manage "_s + accounts.rows().first().settings.jid.toString());
        if (part == 21) {
            press(u"Show what your provider says"_s);
            settings->showProvider(accounts.rows().first().settings.id, sampleProvider());
        }
        window.reset(settings);
    } else if (name == "certificate"_L1) {
        window.reset(makeCertificate(theme, part));
    } else if (name == "trust"_L1) {
        window.reset(makeTrust(theme, part));
    } else if (name == "why"_L1) {
        window.reset(makeWhy(theme, part));
    } else if (name == "board"_L1) {
        preferences.setBoardTable(part == 2);
        auto board = std::make_unique<SampleBoard>(theme, preferences);
        if (part == 3) // the log
            window.reset(board.release()->log(theme)); // which reads it as long as the program runs
        else
            window = std::move(board);
    } else if (name == "contacts"_L1) {
        if (part > 1)
            window.reset(SampleContacts::dialog(accounts, theme, part));
        else
            window = std::make_unique<SampleContacts>(accounts, theme, preferences);
    } else if (name == "status"_L1) {
        window.reset(SampleBoard::status(accounts, theme));
    } else if (name == "rule"_L1) {
        window.reset(SampleBoard::rule(theme));
    } else {
        window = std::make_unique<States>(theme);
    }
    const QStringList size = parser.value(u"size"_s).split(u'x');
    window->resize(size.value(0).toInt(), size.value(1).toInt());
    window->show();
    if (const QString file = parser.value(u"grab"_s); !file.isEmpty()) {
        QTimer::singleShot(300, window.get(), [&] {
            if (name == "sign-in"_L1 && part == 0)
                window->setFocus();
            application.exit(window->grab().save(file) ? 0 : 1);
        });
    }
    return application.exec();
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The ratios of design/ui.md for every pair of tokens that may meet, in every scheme and with every accent; fonts, icons
// and the scheme of the system.
#include "base/Jid.h"
#include "style/Accent.h"
#include "style/EmojiText.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"

#include <QApplication>
#include <QFile>
#include <QFontInfo>
#include <QGlyphRun>
#include <QMenu>
#include <QPainter>
#include <QRawFont>
#include <QSignalSpy>
#include <QStyleHints>
#include <QTemporaryDir>
#include <QTextLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

constexpr qreal textRatio = 4.5;
constexpr qreal graphicRatio = 3.0;

struct Scheme
{
    Theme::Scheme scheme;
    const char *name;
};
constexpr Scheme schemes[] = {{Theme::Scheme::Light, "light"},
                              {Theme::Scheme::Dark, "dark"},
                              {Theme::Scheme::HighContrastLight, "high contrast light"},
                              {Theme::Scheme::HighContrastDark, "high contrast dark"}};

struct Pair
{
    Token fore;
    Token ground;
    qreal ratio;
    const char *what;
};

bool isHighContrast(Theme::Scheme scheme)
{
    return scheme == Theme::Scheme::HighContrastDark || scheme == Theme::Scheme::HighContrastLight;
}

const QList<Token> &plainGrounds()
{
    static const QList<Token> grounds{Token::Rail, Token::List, Token::Canvas, Token::Surface, Token::Raised, Token::Sunken,
                                      Token::Hover, Token::BubbleIn};
    return grounds;
}

/// Every pair that ui.md names, by rule: text on what it may sit on, graphics on what they may sit on.
QList<Pair> pairs(Theme::Scheme scheme)
{
    QList<Pair> pairs;
    const auto add = [&](Token fore, Token ground, qreal ratio, const char *what) { pairs.append({fore, ground, ratio, what}); };
    for (const Token ground : plainGrounds()) {
        for (const Token text : {Token::Text, Token::Text2, Token::Text3, Token::Link, Token::Bad, Token::Ok, Token::Warn})
            add(text, ground, textRatio, "text");
        for (const Token dot : {Token::Online, Token::Away, Token::DoNotDisturb, Token::ExtendedAway, Token::Offline})
            add(dot, ground, graphicRatio, "presence");
        add(Token::Focus, ground, graphicRatio, "focus");
        add(Token::BorderStrong, ground, graphicRatio, "border");
    }
    for (const Token text : {Token::Text, Token::Text2, Token::Link, Token::Bad})
        add(text, Token::BubbleOut, textRatio, "own bubble");
    for (const Token text : {Token::Text, Token::Text2})
        add(text, Token::Chip, textRatio, "pill");
    add(Token::Text3, Token::Chip, textRatio, "disabled");
    for (const Token text : {Token::Text, Token::Text2})
        add(text, Token::Mention, textRatio, "mention");
    add(Token::MatchText, Token::Match, textRatio, "search match");
    add(Token::MatchText, Token::CurrentMatch, textRatio, "current match");
    for (const Token fill : {Token::Accent, Token::AccentHover, Token::AccentPressed})
        add(Token::OnAccent, fill, textRatio, "primary button");
    add(Token::Ok, Token::OkSoft, textRatio, "status");
    add(Token::Warn, Token::WarnSoft, textRatio, "status");
    add(Token::Bad, Token::BadSoft, textRatio, "status");
    for (const Token soft : {Token::OkSoft, Token::WarnSoft, Token::BadSoft}) {
        add(Token::Text, soft, textRatio, "banner");
        add(Token::Focus, soft, graphicRatio, "focus on a banner");
    }
    for (const Token text : {Token::BrandText, Token::BrandText2})
        add(text, Token::BrandPanel, textRatio, "brand panel");
    add(Token::BrandIcon, Token::BrandPanel, graphicRatio, "brand panel");
    for (const Token text : {Token::TooltipText, Token::TooltipText2})
        add(text, Token::TooltipGround, textRatio, "tooltip");
    for (const Token fill : {Token::List, Token::Surface})
        add(Token::Accent, fill, graphicRatio, "fills that must be seen");
    if (!isHighContrast(scheme)) { // where selected rows are inverted, see invertedRowsCanBeRead
        for (const Token text : {Token::Text, Token::Text2, Token::Text3, Token::Link, Token::Bad})
            add(text, Token::Selected, textRatio, "selected row");
        for (const Token dot : {Token::Online, Token::Away, Token::DoNotDisturb, Token::ExtendedAway, Token::Offline})
            add(dot, Token::Selected, graphicRatio, "presence on a selected row");
        add(Token::Focus, Token::Selected, graphicRatio, "focus on a selected row");
    }
    return pairs;
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void contrastIsThatOfWcag();
    void ratiosHold_data();
    void ratiosHold();
    void statedRatiosHold_data();
    void statedRatiosHold();
    void whiteTextHolds();
    void senderNamesCanBeRead();
    void accentsKeepTheirHue();
    void anyBrandColourHolds();
    void invertedRowsCanBeRead();
    void schemeFollowsPreferences();
    void systemContrastCountsOnlyWhenFollowed();
    void theDesktopSaysWhetherItIsDarkWhereQtDoesNot();
    void motionStopsWhereTheSystemWantsNone();
    void changeIsAnnouncedOnce();
    void textSizeScalesFonts();
    void interIsTheFont();
    void emojiAreInColour();
    void menusShowTheWholeOfALabel();
    void everyIconIsDrawn();
    void unknownIconIsEmpty();
    void iconsFollowTheTheme();
    void directedIconsAreMirrored();
    void huesStayWithAnAddress();
    void paletteFollowsTheTheme();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
};

void ThemeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_preferences = std::make_unique<Preferences>(m_folder->filePath(u"settings.ini"_s));
}

void ThemeTest::contrastIsThatOfWcag()
{
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    // The worked example everybody knows: #767676 is the lightest grey that passes on white, #777777 does not.
    QVERIFY(contrast(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(contrast(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
}

void ThemeTest::ratiosHold_data()
{
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QColor>("accent");
    for (const Scheme &scheme : schemes) {
        const QList<QColor> hues = Theme::hues();
        for (const QColor &accent : hues) {
            QTest::newRow(qPrintable(u"%1, accent %2"_s.arg(QLatin1StringView(scheme.name), accent.name())))
                << int(scheme.scheme) << accent;
        }
    }
}

void ThemeTest::ratiosHold()
{
    QFETCH(int, scheme);
    QFETCH(QColor, accent);
    QStringList breaches;
    const QList<Pair> all = pairs(Theme::Scheme(scheme));
    for (const Pair &pair : all) {
        const QColor fore = Theme::tokenColor(pair.fore, Theme::Scheme(scheme), accent);
        const QColor ground = Theme::tokenColor(pair.ground, Theme::Scheme(scheme), accent);
        const qreal ratio = contrast(fore, ground);
        if (ratio < pair.ratio) {
            breaches += u"%1: token %2 %3 on token %4 %5 has %6, needs %7"_s.arg(QLatin1StringView(pair.what))
                            .arg(int(pair.fore)).arg(fore.name()).arg(int(pair.ground)).arg(ground.name())
                            .arg(ratio, 0, 'f', 2).arg(pair.ratio);
        }
    }
    QVERIFY2(breaches.isEmpty(), qPrintable(u'\n' + breaches.join(u'\n')));
}

void ThemeTest::statedRatiosHold_data()
{
    QTest::addColumn<int>("fore");
    QTest::addColumn<int>("ground");
    QTest::addColumn<double>("light");
    QTest::addColumn<double>("dark");
    const auto row = [](const char *name, Token fore, Token ground, double light, double dark) {
        QTest::newRow(name) << int(fore) << int(ground) << light << dark;
    };
    // The figures of the table, to the digit that it gives.
    row("text on own bubble", Token::Text, Token::BubbleOut, 13.0, 8.9);
    row("text2 on own bubble", Token::Text2, Token::BubbleOut, 6.3, 5.6);
    row("text3 on selected", Token::Text3, Token::Selected, 4.8, 4.7);
    row("onAccent on accent", Token::OnAccent, Token::Accent, 5.9, 4.6);
    row("focus on selected", Token::Focus, Token::Selected, 4.8, 6.5);
    row("link on own bubble", Token::Link, Token::BubbleOut, 6.0, 5.7);
    row("ok on okSoft", Token::Ok, Token::OkSoft, 5.7, 8.1);
    row("warn on warnSoft", Token::Warn, Token::WarnSoft, 6.3, 8.2);
    row("bad on badSoft", Token::Bad, Token::BadSoft, 5.6, 7.3);
    row("bad on own bubble", Token::Bad, Token::BubbleOut, 5.2, 5.2);
}

void ThemeTest::statedRatiosHold()
{
    QFETCH(int, fore);
    QFETCH(int, ground);
    QFETCH(double, light);
    QFETCH(double, dark);
    const auto ratio = [&](Theme::Scheme scheme) {
        return contrast(Theme::tokenColor(Token(fore), scheme), Theme::tokenColor(Token(ground), scheme));
    };
    QVERIFY2(ratio(Theme::Scheme::Light) >= light - 0.05, qPrintable(QString::number(ratio(Theme::Scheme::Light))));
    QVERIFY2(ratio(Theme::Scheme::Dark) >= dark - 0.05, qPrintable(QString::number(ratio(Theme::Scheme::Dark))));
}

void ThemeTest::whiteTextHolds()
{
    const QList<QColor> hues = Theme::hues();
    for (const QColor &hue : hues)
        QVERIFY2(contrast(hue, Qt::white) >= 5.85, qPrintable(hue.name()));
    for (const Scheme &scheme : schemes) {
        QVERIFY(contrast(Theme::tokenColor(Token::AlertBadge, scheme.scheme), Qt::white) >= 5.5);
        QVERIFY(contrast(Theme::tokenColor(Token::Answer, scheme.scheme), Qt::white) >= 5.3);
    }
}

void ThemeTest::senderNamesCanBeRead()
{
    for (const auto scheme : {Preferences::Scheme::Light, Preferences::Scheme::Dark, Preferences::Scheme::HighContrast}) {
        m_preferences->setScheme(scheme);
        const Theme theme(*m_preferences);
        QSet<QRgb> seen;
        for (int i = 0; i < 200; ++i) {
            const QColor color = theme.senderColor(BareJid::fromPrepared(u"person%1@harbor.example"_s.arg(i)));
            seen.insert(color.rgb());
            QVERIFY2(contrast(color, theme.color(Token::BubbleIn)) >= 6.4, qPrintable(color.name()));
        }
        QCOMPARE(seen.size(), scheme == Preferences::Scheme::HighContrast ? 1 : 8);
    }
}

void ThemeTest::accentsKeepTheirHue()
{
    const QList<QColor> hues = Theme::hues();
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        QSet<QRgb> fills;
        QSet<QRgb> grounds;
        for (const QColor &hue : hues) {
            const QColor fill = Theme::tokenColor(Token::Accent, scheme, hue);
            fills.insert(fill.rgb());
            grounds.insert(Theme::tokenColor(Token::Selected, scheme, hue).rgb());
            if (hue.hslSaturation() > 60) {
                const int apart = qAbs(hue.hslHue() - fill.hslHue());
                QVERIFY2(qMin(apart, 360 - apart) <= 12, qPrintable(hue.name() + u" became "_s + fill.name()));
            }
        }
        QCOMPARE(fills.size(), hues.size());
        QCOMPARE(grounds.size(), hues.size());
    }
    QCOMPARE(Theme::tokenColor(Token::Accent, Theme::Scheme::Light, hues.constFirst()).name(), u"#3b5bcb"_s);
    QCOMPARE(Theme::tokenColor(Token::AccentHover, Theme::Scheme::Light, {}).name(), u"#324fb5"_s);
}

void ThemeTest::anyBrandColourHolds()
{
    // A brand may be any colour: the loudest, the brightest and the darkest too.
    for (const QRgb rgb : {0xFFFF00u, 0x00FF00u, 0x00FFFFu, 0xFF00FFu, 0xFFFFFFu, 0x000000u, 0x0000FFu, 0xFF0000u, 0x808080u, 0x123456u}) {
        const QColor brand = QColor::fromRgb(rgb);
        for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            const auto all = pairs(scheme);
            for (const Pair &pair : all) {
                const QColor fore = Theme::tokenColor(pair.fore, scheme, brand);
                const QColor ground = Theme::tokenColor(pair.ground, scheme, brand);
                QVERIFY2(contrast(fore, ground) >= pair.ratio,
                         qPrintable(u"brand %1, %2: %3 on %4 has %5"_s.arg(brand.name(), QLatin1StringView(pair.what), fore.name(),
                                                                          ground.name()).arg(contrast(fore, ground))));
            }
        }
    }
}

void ThemeTest::invertedRowsCanBeRead()
{
    m_preferences->setScheme(Preferences::Scheme::HighContrast);
    const Theme theme(*m_preferences);
    QVERIFY(theme.isHighContrast());
    for (const Token token : {Token::Text, Token::Text2, Token::Text3, Token::Link, Token::Bad, Token::Focus, Token::Online})
        QVERIFY(contrast(theme.color(token, Token::Selected), theme.color(Token::Selected)) >= 7);
    QCOMPARE(theme.color(Token::Text, Token::List), theme.color(Token::Text));
}

void ThemeTest::schemeFollowsPreferences()
{
    Theme theme(*m_preferences);
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QCOMPARE(theme.scheme(), Theme::Scheme::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(theme.color(Token::Surface).name(), u"#1b212a"_s);
    m_preferences->setScheme(Preferences::Scheme::Light);
    QCOMPARE(theme.scheme(), Theme::Scheme::Light);
    QVERIFY(!theme.isDark());
    QCOMPARE(theme.color(Token::Surface).name(), u"#ffffff"_s);
}

void ThemeTest::systemContrastCountsOnlyWhenFollowed()
{
    Theme theme(*m_preferences);
    m_preferences->setScheme(Preferences::Scheme::FollowSystem);
    theme.setSystemContrast(true);
    QVERIFY(theme.isHighContrast());
    m_preferences->setScheme(Preferences::Scheme::Light);
    QVERIFY(!theme.isHighContrast());
    m_preferences->setScheme(Preferences::Scheme::FollowSystem);
    theme.setSystemContrast(false);
    QVERIFY(!theme.isHighContrast());
}

void ThemeTest::theDesktopSaysWhetherItIsDarkWhereQtDoesNot()
{
    QCOMPARE(QGuiApplication::styleHints()->colorScheme(), Qt::ColorScheme::Unknown);
    Theme theme(*m_preferences);
    m_preferences->setScheme(Preferences::Scheme::FollowSystem);
    const bool atStart = theme.isDark();
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setSystemScheme(Qt::ColorScheme::Dark);
    QVERIFY(theme.isDark());
    theme.setSystemScheme(Qt::ColorScheme::Light);
    QVERIFY(!theme.isDark());
    QVERIFY(changed.size() >= 1);
    theme.setSystemScheme(Qt::ColorScheme::Unknown); // it has no wish any more
    QCOMPARE(theme.isDark(), atStart);
    theme.setSystemScheme(Qt::ColorScheme::Dark);
    m_preferences->setScheme(Preferences::Scheme::Light);
    QVERIFY(!theme.isDark());
    m_preferences->setScheme(Preferences::Scheme::FollowSystem);
}

void ThemeTest::motionStopsWhereTheSystemWantsNone()
{
    Theme theme(*m_preferences);
    QCOMPARE(theme.motion(120), 120);
    theme.setSystemReduceMotion(true);
    QCOMPARE(theme.motion(120), 0);
    theme.setSystemReduceMotion(false);
    QCOMPARE(theme.motion(120), 120);
    m_preferences->setReduceMotion(true);
    QCOMPARE(theme.motion(120), 0);
}

void ThemeTest::changeIsAnnouncedOnce()
{
    Theme theme(*m_preferences);
    QSignalSpy changed(&theme, &Theme::changed);
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    m_preferences->setNotifications(false);
    QCOMPARE(changed.count(), 1);
}

void ThemeTest::textSizeScalesFonts()
{
    Theme theme(*m_preferences);
    QCOMPARE(theme.font(TypeRole::Message).pixelSize(), 14);
    QCOMPARE(theme.lineHeight(TypeRole::Message), 20);
    m_preferences->setTextSize(150);
    QCOMPARE(theme.font(TypeRole::Message).pixelSize(), 21);
    QCOMPARE(theme.scaled(36), 54);
    QVERIFY(theme.lineHeight(TypeRole::Message) >= 30);
    for (int role = 0; role < int(TypeRole::Count); ++role)
        QVERIFY(theme.lineHeight(TypeRole(role)) >= QFontMetrics(theme.font(TypeRole(role))).height());
}

void ThemeTest::interIsTheFont()
{
    const Theme theme(*m_preferences);
    for (const TypeRole role : {TypeRole::Body, TypeRole::Name, TypeRole::BodyStrong})
        QCOMPARE(QFontInfo(theme.font(role)).family(), u"Inter"_s);
    QCOMPARE(QFontInfo(theme.font(TypeRole::BodyStrong)).weight(), int(QFont::DemiBold));
    QCOMPARE(QFontInfo(theme.font(TypeRole::Name)).weight(), int(QFont::Medium));
    m_preferences->setSystemFont(true);
    const Theme plain(*m_preferences);
    QVERIFY(!plain.font(TypeRole::Body).families().contains(u"Inter"_s));
}

void ThemeTest::emojiAreInColour()
{
    // Old ones are in other fonts too, in black (design/ui.md, "Type").
    const auto emojiFont = [](const Theme &theme, const QString &emoji = u"\U0001F44D"_s) {
        QTextLayout layout(u"up "_s + emoji, theme.font(TypeRole::Body));
        layout.setFormats(emojiFormats(layout.text(), layout.font()));
        layout.beginLayout();
        layout.createLine().setLineWidth(1000);
        layout.endLayout();
        return layout.glyphRuns(3, 2).value(0).rawFont().familyName();
    };
    QCOMPARE(emojiFont(Theme(*m_preferences), u"12"_s), u"Inter"_s); // which the font of emoji has, too
    QCOMPARE(emojiFont(Theme(*m_preferences)), u"Noto Color Emoji"_s);
    QCOMPARE(emojiFont(Theme(*m_preferences), u"\u2764\ufe0f"_s), u"Noto Color Emoji"_s); // Inter has it, in black
    QCOMPARE(emojiFont(Theme(*m_preferences), u"\u2764"_s), u"Inter"_s); // as text, for who wrote it so
    // What is joined is one picture, which a format in its middle would part: a woman who shrugs, a kiss, a flag.
    const QFont font = Theme(*m_preferences).font(TypeRole::Body);
    for (const QString &joined : {u"\U0001F937\u200d\u2640\ufe0f"_s, u"\U0001F937\U0001F3FD\u200d\u2640\ufe0f"_s,
                                  u"\U0001F469\u200d\u2764\ufe0f\u200d\U0001F48B\u200d\U0001F468"_s, u"\U0001F3F3\ufe0f\u200d\U0001F308"_s}) {
        const QList<QTextLayout::FormatRange> formats = emojiFormats(u"so "_s + joined + u" yes"_s, font);
        QCOMPARE(formats.size(), 1);
        QCOMPARE(formats.constFirst().start, 3);
        QCOMPARE(formats.constFirst().length, int(joined.size()));
    }
    QCOMPARE(emojiFormats(u"\u2764\ufe0f\u2764\ufe0f"_s, font).size(), 2);
    QVERIFY(emojiFormats(u"\ufe0f"_s, font).isEmpty());
    m_preferences->setSystemFont(true);
    QCOMPARE(emojiFont(Theme(*m_preferences)), u"Noto Color Emoji"_s);
}

/// Whatever fraction of a pixel it ends at: as in a menu that has more room.
void ThemeTest::menusShowTheWholeOfALabel()
{
    const Theme theme(*m_preferences);
    useStyle(theme);
    const QString words = u"Open in a window of its own"_s;
    for (qsizetype length = 20; length <= words.size(); ++length) {
        const QString label = words.first(length);
        QImage rows[2];
        for (const bool isWide : {false, true}) {
            QMenu menu;
            menu.addAction(label);
            if (isWide)
                menu.addAction(label + u" and some more"_s);
            menu.ensurePolished();
            menu.resize(menu.sizeHint());
            const QRect row = menu.actionGeometry(menu.actions().constFirst());
            rows[isWide] = menu.grab(row).toImage().convertToFormat(QImage::Format_RGB32);
        }
        const QRect both = rows[0].rect().adjusted(0, 0, -10, 0); // as far as words go
        QVERIFY2(rows[0].copy(both) == rows[1].copy(both), qPrintable(label));
    }
    QApplication::setStyle(u"fusion"_s); // the theme goes
}

void ThemeTest::everyIconIsDrawn()
{
    const Theme theme(*m_preferences);
    QFile list(QStringLiteral(ICON_LIST));
    QVERIFY(list.open(QIODevice::ReadOnly));
    int count = 0;
    while (!list.atEnd()) {
        const QString name = QString::fromLatin1(list.readLine()).section(u'#', 0, 0).trimmed();
        if (name.isEmpty())
            continue;
        ++count;
        const QImage image = theme.pixmap(name, 20, Qt::red, 2).toImage().convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(image.size(), QSize(40, 40));
        int painted = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() > 200) {
                    ++painted;
                    QVERIFY2(pixel.red() > 240 && pixel.green() < 16, qPrintable(name));
                }
            }
        }
        QVERIFY2(painted > 20, qPrintable(name));
    }
    QVERIFY(count > 30);
}

void ThemeTest::unknownIconIsEmpty()
{
    const Theme theme(*m_preferences);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no-such-icon"_s));
    const QImage image = theme.pixmap(u"no-such-icon"_s, 20, Qt::red, 1).toImage();
    QCOMPARE(image.pixelColor(10, 10).alpha(), 0);
}

void ThemeTest::iconsFollowTheTheme()
{
    m_preferences->setScheme(Preferences::Scheme::Light);
    const Theme theme(*m_preferences);
    const QIcon icon = theme.icon(u"check"_s, Token::Text);
    const auto darkest = [&] {
        const QImage image = icon.pixmap(QSize(32, 32), 1.0).toImage();
        int least = 255;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() > 250)
                    least = qMin(least, image.pixelColor(x, y).lightness());
            }
        }
        return least;
    };
    QVERIFY(darkest() < 60);
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QVERIFY(darkest() > 200);
}

void ThemeTest::directedIconsAreMirrored()
{
    const Theme theme(*m_preferences);
    const auto drawn = [&](const QString &name) { return theme.pixmap(name, 24, Qt::black, 1).toImage(); };
    const QImage arrow = drawn(u"arrow-left"_s);
    const QImage clock = drawn(u"clock"_s);
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    const QImage mirroredArrow = drawn(u"arrow-left"_s);
    const QImage sameClock = drawn(u"clock"_s);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QVERIFY(mirroredArrow != arrow);
    QCOMPARE(sameClock, clock);
}

void ThemeTest::huesStayWithAnAddress()
{
    const Theme theme(*m_preferences);
    const BareJid mara = BareJid::fromPrepared(u"mara@harbor.example"_s);
    QCOMPARE(theme.avatarColor(mara), Theme(*m_preferences).avatarColor(mara));
    QVERIFY(Theme::hues().contains(theme.avatarColor(mara)));
    // Pinned: an update must not change the colours of people's friends.
    QCOMPARE(theme.avatarColor(mara).name(), u"#3b5bcb"_s);
}

void ThemeTest::paletteFollowsTheTheme()
{
    m_preferences->setScheme(Preferences::Scheme::Light);
    auto theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*theme);
    QCOMPARE(QApplication::palette().color(QPalette::Window).name(), u"#ffffff"_s);
    m_preferences->setScheme(Preferences::Scheme::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window).name(), u"#1b212a"_s);
    QCOMPARE(QApplication::palette().color(QPalette::WindowText).name(), u"#e8ecf2"_s);
    QApplication::setStyle(u"fusion"_s); // the theme goes
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"

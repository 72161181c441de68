// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPixmap>

namespace jackdaw {

class AvatarSource;
class BareJid;
class Preferences;
class Typefaces;

/// The colour tokens of design/ui.md, "Colour tokens".
enum class Token {
    Rail, List, Canvas, Surface, Raised, Sunken, Hover, Selected, Chip, Line,
    BubbleIn, BubbleOut, Mention, Match, CurrentMatch, MatchText,
    Text, Text2, Text3,
    Accent, AccentHover, AccentPressed, OnAccent, Link, Focus, BorderStrong,
    Ok, OkSoft, Warn, WarnSoft, Bad, BadSoft,
    Online, Away, DoNotDisturb, ExtendedAway, Offline,
    AlertBadge, Answer, PopupOutline,
    BrandPanel, BrandText, BrandText2, BrandIcon, ///< the dark panel of the sign-in page, in both themes
    TooltipGround, TooltipText, TooltipText2,
    OnSolid, ///< letters and ticks on avatars, hues and alert badges, which are the same in all schemes
    Shadow,  ///< of what floats; painted through Theme::shadow()
    Count
};

/// The rows of design/ui.md, "Type".
enum class TypeRole {
    Tiny,        ///< 11/14: rail label, badge
    TinyStrong,
    Meta,        ///< 12/16: time, meta
    MetaStrong,  ///< section label
    Body,        ///< 13/18: UI body, preview
    BodyStrong,  ///< buttons
    Message,     ///< 14/20: message text, field text
    Name,        ///< 14/20 medium: chat name
    NameStrong,  ///< 14/20 semi-bold: chat name when unread, header name
    Heading,     ///< 15/22 semi-bold: card and section heading
    Title,       ///< 20/28 semi-bold: pane title
    Onboarding,  ///< 26/34 semi-bold
    Hero,        ///< 32/40 semi-bold
    Lead,        ///< 15/23: the paragraph under a hero
    Mono,        ///< 13, fingerprints and XML
    Count
};

/// What is shown in which colour and type: light, dark or high contrast, following the system live; the fonts at the
/// text size of the settings; icons in token colours. One for the program, made by the composition root, GUI thread;
/// everything that paints holds a reference. Never knows what it is used for.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Scheme { Light, Dark, HighContrastLight, HighContrastDark };

    explicit Theme(const Preferences &preferences, QObject *parent = nullptr);

    QColor color(Token token) const { return m_colors[int(token)]; }
    /// The colour of `token` where it lies on `ground`. The same, but for Selected in high contrast, which inverts:
    /// whatever is painted on a selected row asks with this one.
    QColor color(Token token, Token ground) const;
    /// The colour of shadows and of the veil behind a popup, `alpha` of 255 strong; nothing in high contrast, which has
    /// outlines instead.
    QColor shadow(int alpha) const;
    /// Loads the weight of Inter that the role needs if it is not loaded yet.
    QFont font(TypeRole role) const;
    /// The line height that belongs to the role, in logical pixels, at least the font's own.
    int lineHeight(TypeRole role) const;
    Scheme scheme() const { return m_scheme; }
    /// What the row of the table says for a scheme and a brand colour (invalid: the design's own). For previews, tests.
    static QColor tokenColor(Token token, Scheme scheme, const QColor &accent = {});
    bool isDark() const { return m_scheme == Scheme::Dark || m_scheme == Scheme::HighContrastDark; }
    bool isHighContrast() const { return m_scheme == Scheme::HighContrastLight || m_scheme == Scheme::HighContrastDark; }
    /// 1.0 at text size 100 %.
    qreal textScale() const { return m_textScale; }
    /// A length of the layout grid, grown with the text size.
    int scaled(int logicalPixels) const { return qRound(logicalPixels * m_textScale); }
    /// 0 with "Reduce motion" or where the desktop asks for that, else `milliseconds`.
    int motion(int milliseconds) const;

    /// A Lucide icon by its file name without ending, e.g. "message-circle". Cached by (name, size, colour, scale).
    QPixmap pixmap(const QString &icon, int size, const QColor &color, qreal devicePixelRatio) const;
    /// The same as QIcon with normal and disabled states.
    QIcon icon(const QString &icon, Token token = Token::Text2) const;
    void paintIcon(QPainter &painter, const QRectF &rect, const QString &icon, const QColor &color) const;

    /// The 8 hues, which are also the accent colours on offer; the first is the design's own.
    static QList<QColor> hues();
    /// One of the 8 hues, by a hash of the address: the avatar's fill, and the name in a group.
    QColor avatarColor(const BareJid &jid) const;
    QColor senderColor(const BareJid &jid) const;
    /// One of them by its number, as what marks something with it is painted: 3:1 and more on every ground.
    QColor markColor(int hue) const;
    /// The pictures of people; nullptr: initials alone. Outlives what is painted with it.
    void setAvatars(const AvatarSource *avatars) { m_avatars = avatars; }
    const AvatarSource *avatars() const { return m_avatars; }
    /// The typefaces that are read ahead; nullptr: none are. Outlives what is painted with it.
    void setTypefaces(const Typefaces *typefaces) { m_typefaces = typefaces; }
    const Typefaces *typefaces() const { return m_typefaces; }

public Q_SLOTS:
    /// Whether the desktop asks for high contrast (see SystemAppearance); counts while the scheme follows the system.
    void setSystemContrast(bool high);
    /// Whether it asks for no motion, which holds whatever the settings say.
    void setSystemReduceMotion(bool reduced);
    /// Whether it is dark, where Qt does not know; until somebody says so, what the platform's palette was at the start.
    void setSystemScheme(Qt::ColorScheme scheme);

Q_SIGNALS:
    /// Colours or fonts are others now: drop what was laid out or cached, and repaint.
    void changed();

private:
    void update();
    Scheme wantedScheme() const;

    const Preferences &m_preferences;
    Scheme m_scheme = Scheme::Light;
    bool m_systemContrast = false;
    bool m_systemReducesMotion = false;
    Qt::ColorScheme m_systemScheme = Qt::ColorScheme::Unknown;
    bool m_systemDark = false; ///< by the platform's palette, where the platform names no scheme
    qreal m_textScale = 1.0;
    QColor m_colors[int(Token::Count)];
    QFont m_fonts[int(TypeRole::Count)];
    mutable QHash<QString, QPixmap> m_pixmaps;
    const AvatarSource *m_avatars = nullptr;
    const Typefaces *m_typefaces = nullptr;
};

} // namespace jackdaw

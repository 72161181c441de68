// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QClipboard>
#include <QLabel>

namespace jackdaw {

/// Text of the type table in a token colour, following the theme. Always plain text: what others
/// wrote can never become markup here. A wrapped one breaks a word that is wider than itself, as a
/// name of Tor's is; of one that may be selected, what is copied is without the places where a line may end (breakable).
/// Owned by its parent, GUI thread. It takes no focus and no clicks but for that.
class Label : public QLabel
{
    Q_OBJECT
public:
    enum class Wrap { No, Yes };

    Label(const Theme &theme, TypeRole role, Token token, const QString &text = {}, Wrap wrap = Wrap::No,
          QWidget *parent = nullptr);

    void setRole(TypeRole role);
    void setToken(Token token);
    Token token() const { return m_token; }

    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    const Theme &theme() const { return m_theme; }
    TypeRole role() const { return m_role; }

private:
    void applyTheme();
    void copySelected(QClipboard::Mode mode) const;
    /// Is there a word that no line of this width holds?
    bool breaksWords(int width) const;

    const Theme &m_theme;
    TypeRole m_role;
    Token m_token;
    mutable QString m_measured; ///< the text whose widest word is
    mutable int m_widestWord = 0;
};

/// Running text with the design's distance between its lines, which QLabel has not. Owned by its parent, GUI thread.
class Paragraph : public Label
{
    Q_OBJECT
public:
    Paragraph(const Theme &theme, TypeRole role, Token token, const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Lays the lines out in `width`, draws them if there is a painter, and returns the height.
    int layOut(int width, QPainter *painter) const;
};

/// A Label of one line that ends in "…" where the room ends; the whole text is then its tooltip.
class ElidedLabel : public Label
{
    Q_OBJECT
public:
    ElidedLabel(const Theme &theme, TypeRole role, Token token, const QString &text = {}, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString oneLine() const;
    QString shownText() const;
};

/// With places where a line may end (U+200B) in what is longer than a word of a language: for a Label whose text may be
/// selected, since that breaks no word itself.
QString breakable(const QString &text);

/// A text from outside as a tooltip: shown letter by letter, whatever signs are in it. Empty stays empty. QToolTip guesses
/// whether a text is markup, so one that was only escaped would show its entities.
QString plainTooltip(const QString &text);
/// The same as the tooltip of a widget, and as its accessible description: Qt would read the markup out.
void setPlainTooltip(QWidget &widget, const QString &text);

} // namespace jackdaw

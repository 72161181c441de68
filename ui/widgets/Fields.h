// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Style.h"

#include <QLineEdit>

namespace jackdaw {

class IconButton;
class Label;

/// A line edit with room for an icon in front and a small widget behind. Owned by its parent, GUI thread. Mirrored in
/// right-to-left: in front is the leading edge. It paints no frame of its own (that is Style) and checks nothing that is
/// typed.
class LineEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit LineEdit(const Theme &theme, QWidget *parent = nullptr);

    void setLeadingIcon(const QString &icon, Token token = Token::Text2);
    void setTrailingIcon(const QString &icon, Token token = Token::Text2); ///< empty: none
    /// Placed at the end of the field; becomes its child.
    void setTrailingWidget(QWidget *widget);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

    const Theme &theme() const { return m_theme; }
    void setIconMetrics(int size, int gap);

private:
    void arrange();

    const Theme &m_theme;
    int m_iconSize = 17;
    int m_iconGap = 8; ///< between the icon and the text
    QString m_leading;
    Token m_leadingToken = Token::Text2;
    QString m_trailing;
    Token m_trailingToken = Token::Text2;
    QWidget *m_trailingWidget = nullptr;
};

/// "Search …": magnifier, and a button that clears it. Esc clears it too, and is passed on when it is empty.
class SearchField : public LineEdit
{
    Q_OBJECT
public:
    /// `name` is the accessible name and the placeholder.
    SearchField(const Theme &theme, const QString &name, QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    IconButton *m_clear;
};

/// A field with its label above and one line below: help, a good word, or what is wrong.
class TextField : public QWidget
{
    Q_OBJECT
public:
    enum class State { Plain, Good, Wrong };

    TextField(const Theme &theme, const QString &label, QWidget *parent = nullptr);

    LineEdit *edit() const { return m_edit; }
    QString text() const;
    void setText(const QString &text);
    void setHelp(const QString &help); ///< shown while the state is Plain
    /// `words` stand below the field; Wrong also moves the border, the icon and what screen readers say.
    void setState(State state, const QString &words = {});
    State state() const { return m_state; }
    QString line() const;

Q_SIGNALS:
    void textEdited(const QString &text);

protected:
    /// The widget behind the text while the state is Plain or Wrong, as the eye of a password has it.
    void setTool(QWidget *tool);

private:
    const Theme &m_theme;
    Label *m_label;
    LineEdit *m_edit;
    Label *m_line;
    QWidget *m_tool = nullptr;
    QString m_help;
    State m_state = State::Plain;
};

/// A TextField that hides what is typed, until "Show password" is pressed.
class PasswordField : public TextField
{
    Q_OBJECT
public:
    PasswordField(const Theme &theme, const QString &label, QWidget *parent = nullptr);

    /// Forgets what was typed, and hides what comes.
    void reset();
    /// How the toggle is called that shows what was typed; "Show password" if nothing is said.
    void setShowName(const QString &name);

private:
    IconButton *m_show;
};

} // namespace jackdaw

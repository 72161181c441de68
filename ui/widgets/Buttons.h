// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Style.h"

#include <QAbstractButton>
#include <QPushButton>

namespace jackdaw {

/// A button with words, in one of the design's kinds: one Primary a view. Owned by its
/// parent, GUI thread. How it looks is the style's; it only says which kind it is. Never
/// changes its words.
class TextButton : public QPushButton
{
    Q_OBJECT
public:
    using Kind = ButtonKind;
    using Size = ButtonSize;

    TextButton(const QString &text, Kind kind, Size size, QWidget *parent = nullptr);
    explicit TextButton(const QString &text, Kind kind = Kind::Secondary, QWidget *parent = nullptr);

    void setKind(Kind kind);
    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
    Size m_size;
};

/// Words with a chevron that show or hide something below; tells screen readers which.
class DisclosureButton : public QAbstractButton
{
    Q_OBJECT
public:
    DisclosureButton(const Theme &theme, const QString &text, QWidget *parent = nullptr);

    bool isExpanded() const { return isChecked(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

/// A wide card that is a button: icon, title, one line of help, a chevron.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT
public:
    ChoiceCard(const Theme &theme, const QString &icon, const QString &title, const QString &help, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_iconName;
    QString m_help;
};

} // namespace jackdaw

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace jackdaw {

class Label;

/// One setting in a card: its name, a line of help, and the control at the end. Owned by
/// its Card, GUI thread. The row as a whole names the control for screen readers; it
/// knows no setting.
class SettingsRow : public QWidget
{
    Q_OBJECT
public:
    /// `control` becomes a child; nullptr for a row that only tells.
    SettingsRow(const Theme &theme, const QString &title, const QString &help, QWidget *control, QWidget *parent = nullptr);

    void setHelp(const QString &help);
    /// What "Search settings" looks through.
    QString searchText() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    Label *m_title;
    Label *m_help;
    QWidget *m_control;
};

/// A rounded frame around rows, with a line between each two that are shown. Owned by its parent, GUI thread; owns the
/// rows that are put into it, until clear() takes them away. Knows no row's meaning: which of them is shown, their
/// maker says.
class Card : public QWidget
{
    Q_OBJECT
public:
    explicit Card(const Theme &theme, QWidget *parent = nullptr);

    void addRow(QWidget *row);
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QVBoxLayout *m_rows;
};

} // namespace jackdaw

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Buttons.h"

#include <QTextLayout>
#include <QWidget>

class QHBoxLayout;

namespace jackdaw {

/// The bar at the top of the window that says what is wrong, how it goes on and what can be done, or what was done; 44
/// high, more when the text wraps. Screen readers hear of changes (an Alert event), but not of every second of a countdown. Owned by its
/// parent, GUI thread; never goes away by itself.
class Banner : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Warning, Bad, News };
    enum class Corners { Square, Round };

    /// `topic` begins the accessible name: "Connection: You're offline. …".
    Banner(const Theme &theme, const QString &topic, QWidget *parent = nullptr);

    /// `strong` in heavier type, then `plain`, then `countdown`, whose change is not announced.
    void setContent(Kind kind, const QString &icon, const QString &strong, const QString &plain, const QString &countdown = {});
    /// A button at the end: outlined first, quiet afterwards.
    TextButton *addAction(const QString &text);
    void setCorners(Corners corners);
    /// How the first button looks: outlined, or words alone where there is little room (picture 10).
    enum class ActionLook { Outlined, Words };
    void setActionLook(ActionLook look);

    QString text() const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Token sign() const;
    QRect textRect(int width) const;
    qreal layOut(QTextLayout &layout, int width) const;
    void dressAction();
    void arrange();

    const Theme &m_theme;
    QString m_topic;
    Kind m_kind = Kind::Warning;
    Corners m_corners = Corners::Square;
    ActionLook m_actionLook = ActionLook::Outlined;
    QString m_icon;
    QString m_strong;
    QString m_plain;
    QString m_countdown;
    QList<TextButton *> m_actions;
};

} // namespace jackdaw

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "position/PositionModule.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;
class TextField;
class Theme;

/// Asks for the place that is to be sent: two numbers, or a link of a map that is pasted and
/// read here, or where this computer is. Owned by its parent, the chat page, and deletes itself; GUI thread. Asks no
/// service where that is before the user says so, and opens no link.
class PlaceDialog : public QDialog
{
    Q_OBJECT
public:
    PlaceDialog(const QString &chat, PositionSource positions, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void chosen(const jackdaw::Place &place);

private:
    void takeLink(const QString &text);
    void check();
    void lookWhereWeAre();
    void endLooking(const QString &words);
    void submit();

    PositionSource m_positions;
    std::unique_ptr<PositionWatch> m_watch;
    TextField *m_link;
    TextField *m_latitude;
    TextField *m_longitude;
    Label *m_shown;
    TextButton *m_here;
    Label *m_state;
    TextButton *m_send;
    std::optional<Place> m_place;
    std::optional<Place> m_found; ///< where the computer is: the fields say it without how exactly
};

} // namespace jackdaw

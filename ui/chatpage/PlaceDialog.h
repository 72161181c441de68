// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/LinkCard.h"

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
/// read here. Owned by its parent, the chat page, and deletes itself; GUI thread. Asks no
/// service where that is, and opens no link.
class PlaceDialog : public QDialog
{
    Q_OBJECT
public:
    PlaceDialog(const QString &chat, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void chosen(const jackdaw::Place &place);

private:
    void takeLink(const QString &text);
    void check();
    void submit();

    TextField *m_link;
    TextField *m_latitude;
    TextField *m_longitude;
    Label *m_shown;
    TextButton *m_send;
    std::optional<Place> m_place;
};

} // namespace jackdaw

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace jackdaw {

class Theme;

/// The list below a field that completes what is typed, for QCompleter::setPopup(): it looks as a menu does (picture 14).
/// Owned by its completer, GUI thread. It holds no rows of its own and chooses nothing.
/// Its corners are round without a compositor: it cuts them off as menus do.
class PopupList : public QListView
{
    Q_OBJECT
public:
    explicit PopupList(const Theme &theme);

    /// After setPopup(), which brings rows that look as Qt's.
    void dressRows();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw

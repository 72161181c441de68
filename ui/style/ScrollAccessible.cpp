// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/ScrollAccessible.h"

#include <QAccessibleWidget>

namespace jackdaw {

namespace {

class ScrollAccessible : public QAccessibleWidget
{
public:
    explicit ScrollAccessible(QWidget *area) : QAccessibleWidget(area, QAccessible::Client) {}

    /// Not a bar that is hidden and lies over the content, nor a page below the shown one.
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int index = 0; index < childCount(); ++index) {
            QAccessibleInterface *found = child(index);
            if (found && !found->state().invisible && found->rect().contains(x, y))
                return found;
        }
        return nullptr;
    }
};

/// Qt asks with the name of each class from the most derived one down: what knows more than that it scrolls, a list or a
/// field of text, has its interface by then.
QAccessibleInterface *makeAccessible(const QString &name, QObject *object)
{
    if (name != u"QScrollArea" && name != u"QAbstractScrollArea" && name != u"QStackedWidget")
        return nullptr;
    auto *area = qobject_cast<QWidget *>(object);
    return area ? new ScrollAccessible(area) : nullptr;
}

} // namespace

void useScrollAccessible()
{
    static const bool installed = (QAccessible::installFactory(makeAccessible), true);
    Q_UNUSED(installed)
}

} // namespace jackdaw

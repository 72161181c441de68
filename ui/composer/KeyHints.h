// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

namespace jackdaw {

class Theme;

/// One quiet line of words and key caps under the field. Owned by Composer, GUI thread.
/// Says nothing to screen readers: the field's description does. Never takes the focus or
/// a click.
class KeyHints : public QWidget
{
    Q_OBJECT
public:
    struct Hint {
        QStringList keys; ///< one cap each, before the text; none: only words
        QString text;

        friend bool operator==(const Hint &, const Hint &) = default;
    };

    explicit KeyHints(const Theme &theme, QWidget *parent = nullptr);

    void setHints(const QList<Hint> &hints);
    const QList<Hint> &hints() const { return m_hints; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:

    const Theme &m_theme;
    QList<Hint> m_hints;
};

} // namespace jackdaw

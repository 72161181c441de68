// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class Label;
class LineEdit;
class Theme;

/// The line above the field that says that what is written will be hidden until it is asked for (XEP-0382), with the words
/// that stand in its place. Owned by Composer, which also decides when it is shown; GUI thread. Hidden until then. It
/// changes nothing of the text.
class SpoilerStrip : public QWidget
{
    Q_OBJECT
public:
    SpoilerStrip(const Theme &theme, QWidget *parent);

    QString hint() const;
    void setHint(const QString &hint);
    void takeFocus();

Q_SIGNALS:
    void hintEdited();
    /// Back to what is written.
    void leaveRequested();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    LineEdit *m_hint;
};

} // namespace jackdaw

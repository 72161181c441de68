// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class IconButton;
class Theme;

/// The line above the field that says which message is answered or edited, with the way out of it. Owned by Composer,
/// which also decides when it is shown; GUI thread. Hidden until then. Knows no message: it gets a name and a text, and
/// keeps what fits into one line.
class ComposerStrip : public QWidget
{
    Q_OBJECT
public:
    ComposerStrip(const Theme &theme, QWidget *parent);

    enum class Kind { Reply, Edit };
    /// `name`: of who is answered; empty for an edit.
    void show(Kind kind, const QString &name, const QString &text);
    QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString title() const;
    void rename();

    const Theme &m_theme;
    IconButton *m_close;
    Kind m_kind = Kind::Reply;
    QString m_name;
    QString m_text;
};

} // namespace jackdaw

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace jackdaw {

class Theme;

/// A QR code on its white card (picture 07), black on white in every theme, since cameras want it so. Owned by its
/// parent, GUI thread. Hides itself where there is no code to show. It never scales one so that its modules differ in
/// size, and reads none.
class CodeView : public QWidget
{
    Q_OBJECT
public:
    explicit CodeView(const Theme &theme, QWidget *parent = nullptr);

    /// `name` is what it is called by those who do not see it.
    void setText(const QString &text, const QString &name);
    const QImage &code() const { return m_code; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    QImage m_code;
};

} // namespace jackdaw

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/InstalledPack.h"
#include "widgets/AskDialog.h"

#include <QImage>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class Theme;

/// A pack of stickers made of pictures of the user's: its name, and for each picture what stands for it where it cannot
/// be seen. Deletes itself. Owned by its parent, GUI thread. Sends nothing; what it hands over is a small copy of each
/// picture that tells nothing of its maker.
class NewStickerPackDialog : public AskDialog
{
    Q_OBJECT
public:
    /// `folder`: where copies lie that go out.
    NewStickerPackDialog(const Theme &theme, const QStringList &paths, const QString &folder, QWidget *parent);

Q_SIGNALS:
    void makeRequested(const QString &name, const QList<jackdaw::NewSticker> &stickers);

protected:
    void submit() override;

private:
    struct Row { QString path; QLineEdit *words; };
    void prepareNext();

    const Theme &m_theme;
    QString m_folder;
    QLineEdit *m_name;
    QList<Row> m_rows;
    QList<NewSticker> m_made;
};

} // namespace jackdaw

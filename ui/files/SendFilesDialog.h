// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/PreparedFile.h"

#include <QDialog>
#include <optional>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLineEdit;
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;
class Theme;

/// Asks whether these files are to be sent, in which order they stand, with what words: each with its size and with what is left
/// out of it. Says beforehand what the server would refuse. Owned by its parent, the chat page, and deletes itself; GUI thread.
/// Emits the wish and closes; reads files on the pool alone, and takes its copies away where nothing is sent.
class SendFilesDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Protection { Clear, Sealed };
    SendFilesDialog(const QString &chat, const QString &folder, Protection protection, const Theme &theme, QWidget *parent);
    ~SendFilesDialog() override;

    void addFiles(const QStringList &paths);
    void addImage(const QImage &image);
    void setLimit(const UploadLimit &limit);

Q_SIGNALS:
    /// In their order; the words go with the last of them.
    void sendRequested(const QList<jackdaw::OutgoingFile> &files, const QString &caption);

private:
    struct Row;

    void addRow(const QString &name, const QFuture<Result<PreparedFile>> &future);
    void showRow(const Row &row);
    void update();
    void submit();
    /// What goes out of a row: the file, or its smaller copy.
    const PreparedFile *chosenOf(const Row &row) const;
    void shrink();

    QString m_folder;
    const Theme &m_theme;
    std::optional<UploadLimit> m_limit;
    std::vector<std::unique_ptr<Row>> m_rows;
    QVBoxLayout *m_list;
    Label *m_note;
    QCheckBox *m_smaller;
    Label *m_error;
    QLineEdit *m_caption;
    TextButton *m_send;
    bool m_isSent = false;
};

} // namespace jackdaw

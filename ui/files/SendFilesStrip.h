// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/PreparedFile.h"
#include "sound/SoundModule.h"

#include <QWidget>
#include <optional>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLineEdit;
class QScrollArea;
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;
class Theme;
class VideoPosters;

/// Above the composer: asks whether these files are to be sent, in which order they stand, with what words: each with
/// its size and with what is left out of it. Says beforehand what the server would refuse. Owned by its parent, the chat
/// page, one for each chat that files were offered to; GUI thread. Holds up nobody: the chat is read and left meanwhile.
/// Emits the wish; reads files on the pool alone, has films looked at by the sound module, and takes its copies away where
/// nothing is sent.
class SendFilesStrip : public QWidget
{
    Q_OBJECT
public:
    enum class Protection { Clear, Sealed };
    SendFilesStrip(const QString &folder, const Theme &theme, QWidget *parent = nullptr);
    ~SendFilesStrip() override;

    /// What shows the beginning of films: without it they go without their looks. Once, before there are any.
    void setSound(SoundSource source) { m_sound = std::move(source); }
    void addFiles(const QStringList &paths);
    void addImage(const QImage &image);
    void setLimit(const UploadLimit &limit);
    /// How the chat would send them now.
    void setProtection(Protection protection);
    /// To the words that go along.
    void takeFocus();

Q_SIGNALS:
    /// In their order, each with its words, or none; what was said of all of them goes with the last one.
    void sendRequested(const QList<jackdaw::OutgoingFile> &files, const QStringList &captions);
    /// Nothing is to be sent, or nothing is left.
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Row;

    bool hasRoom();
    void addRow(const QString &name, const QFuture<Result<PreparedFile>> &future);
    void showRow(const Row &row);
    void showPicture(const Row &row);
    void review();
    void showAsMany();
    void moveUp(Row *row);
    void submit();
    /// What goes out of a row: the file, or its smaller copy.
    const PreparedFile *chosenOf(const Row &row) const;
    void shrink();
    bool isTooLarge(const PreparedFile &file) const;
    QString largeText(const QStringList &tooLarge, const QStringList &mendable, const QStringList &lost,
                      bool isDirect) const;
    void lookAtFilms();

    QString m_folder;
    const Theme &m_theme;
    SoundSource m_sound;
    std::unique_ptr<VideoPosters> m_posters; ///< once there is a film
    std::optional<UploadLimit> m_limit;
    std::vector<std::unique_ptr<Row>> m_rows;
    QScrollArea *m_scroll;
    QVBoxLayout *m_list;
    Label *m_note;
    QCheckBox *m_smaller;
    Label *m_sealed;
    Label *m_error;
    QLineEdit *m_caption;
    TextButton *m_send;
    bool m_isCut = false; ///< there were more files than go out at once
    bool m_isSent = false;
};

} // namespace jackdaw

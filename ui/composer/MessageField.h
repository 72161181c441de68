// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Preferences.h"
#include "text/TextSpan.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace jackdaw {

class SpacedLines;
class Theme;

/// The field a message is written in: one line high, growing to eight, plain text only. Turns the send key of the
/// settings into a wish. Owned by Composer, which paints its frame; GUI thread. Never sends, and never takes markup or
/// pictures from the clipboard: files and pictures that are pasted or dropped are offered to whoever sends such.
class MessageField : public QPlainTextEdit
{
    Q_OBJECT
public:
    MessageField(const Theme &theme, const Preferences &preferences, QWidget *parent = nullptr);

    /// The height that shows the text, within one and eight lines.
    int wantedHeight() const;
    /// What an input method has underlined stays as it stands there, whether that gives it or not.
    void finishComposing();

Q_SIGNALS:
    void sendRequested();
    /// Pasted or dropped: files of this computer, or a picture that is none yet.
    void filesOffered(const QStringList &paths);
    void imageOffered(const QImage &image);
    void wantedHeightChanged();
    /// Focus came or went: the frame looks different.
    void focusChanged();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void applyTheme();
    void applyDirection();
    void updateHeight();
    int lineHeight() const;
    int textHeight() const;
    bool showsAll() const;
    bool isSendKey(const QKeyEvent &event) const;
    void applyStyle(TextStyle style);
    /// With the line breaks that ours are, whatever theirs were.
    void insertWords(QString text);
    void wakeCaret();
    void restCaret();

    const Theme &m_theme;
    const Preferences &m_preferences;
    SpacedLines *m_lines = nullptr;
    int m_wantedHeight = 0;
    QString m_composed; ///< what an input method has that is not ours yet
    // A blinking caret is most of what an idle window does (facts: performance, 6): it stops after a rest.
    QTimer m_caretRest;
    int m_flashTime = 0;
};

} // namespace jackdaw

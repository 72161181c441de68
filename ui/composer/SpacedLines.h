// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextDocumentLayout>

namespace jackdaw {

/// Lays plain text out with the design's distance between its lines (design/ui.md, "Type"), which QPlainTextEdit has not and
/// no font can be given. A line of a script that is higher stays as high as it is. Owned by its document, GUI thread; it
/// moves the lines that Qt has laid out, and lays none out itself.
class SpacedLines : public QPlainTextDocumentLayout
{
    Q_OBJECT
public:
    explicit SpacedLines(QTextDocument *document) : QPlainTextDocumentLayout(document) {}

    void setLineHeight(int pixels);
    QRectF blockBoundingRect(const QTextBlock &block) const override;

private:
    int m_lineHeight = 0;
};

} // namespace jackdaw

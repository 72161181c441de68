// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/OpusFile.h"

#include <QRandomGenerator>

#include <opusenc.h>

#include <utility>

namespace jackdaw {

namespace {

constexpr int bitsASecond = 24000; ///< speech, and clear

} // namespace

void OpusFile::Destroy::operator()(OggOpusEnc *encoder) const
{
    ope_encoder_destroy(encoder);
}

OpusFile::OpusFile()
{
    OggOpusComments *comments = ope_comments_create();
    if (!comments)
        return;
    // Pulled, as only so there is something to be heard before the end.
    m_encoder.reset(ope_encoder_create_pull(comments, rate, 1, 0, nullptr));
    ope_comments_destroy(comments);
    if (!m_encoder)
        return;
    ope_encoder_ctl(m_encoder.get(), OPUS_SET_APPLICATION(OPUS_APPLICATION_VOIP));
    ope_encoder_ctl(m_encoder.get(), OPUS_SET_BITRATE(bitsASecond));
    // What it begins with, and reads at the end without having set it.
    ope_encoder_ctl(m_encoder.get(), OPUS_SET_EXPERT_FRAME_DURATION(OPUS_FRAMESIZE_20_MS));
    // Two seconds would be kept back, and half a kilobyte be left for tags.
    ope_encoder_ctl(m_encoder.get(), OPE_SET_DECISION_DELAY(0));
    ope_encoder_ctl(m_encoder.get(), OPE_SET_COMMENT_PADDING(0));
    // Its own is rand(), the same in every first file of a program.
    ope_encoder_ctl(m_encoder.get(), OPE_SET_SERIALNO(qint32(QRandomGenerator::global()->generate())));
}

OpusFile::~OpusFile() = default;

void OpusFile::take(Pages which)
{
    unsigned char *page = nullptr;
    opus_int32 size = 0;
    while (ope_encoder_get_page(m_encoder.get(), &page, &size, which == Pages::All) == 1)
        m_bytes.append(reinterpret_cast<const char *>(page), size);
}

bool OpusFile::write(const qint16 *samples, int count)
{
    if (!m_encoder || m_isFinished || ope_encoder_write(m_encoder.get(), samples, count) != OPE_OK)
        return false;
    m_isBegun = true;
    take(Pages::Full);
    return true;
}

QByteArray OpusFile::soFar()
{
    if (m_isBegun && !m_isFinished)
        take(Pages::All);
    return m_bytes;
}

QByteArray OpusFile::finish()
{
    if (!m_isBegun || std::exchange(m_isFinished, true))
        return m_bytes;
    ope_encoder_drain(m_encoder.get());
    take(Pages::All);
    return m_bytes;
}

} // namespace jackdaw

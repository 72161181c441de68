// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebBell.h"

#include <curl/curl.h>

namespace jackdaw {

void WebBell::hang(void *multi)
{
    const std::lock_guard lock(m_mutex);
    m_multi = multi;
}

void WebBell::ring()
{
    const std::lock_guard lock(m_mutex);
    if (m_multi) {
        curl_multi_wakeup(m_multi);
    }
}

void WebCall::ring()
{
    m_isRung = true;
    m_bell->ring();
}

} // namespace jackdaw

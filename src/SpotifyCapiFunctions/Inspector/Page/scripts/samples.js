// Bodies to start from. The people and the shop in them do not exist; the mistakes are there to be explained.
const now = () => `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;

const event = () => ({
  event_name: 'Order Completed',
  event_id: 'order-1001',
  event_time: now(),
  action_source: 'WEB',
  event_source_url: 'https://shop.example/thanks',
  consent: { marketing: true },
  user: { email: ' Jane.Doe@Example.com ', phone: '(415) 555-BILL', country: 'US', ip_address: '192.168.1.20' },
  value: 49.99,
  currency: 'USD',
  content_name: 'order_1001',
  content_category: '2271',
  order_id: '1001'
});

const shopify = () => ({
  id: 820982911946154500,
  name: '#1001',
  test: false,
  email: ' Jane.Doe@Example.com ',
  currency: 'USD',
  total_price: '45.85',
  total_price_set: { shop_money: { amount: '45.85', currency_code: 'USD' } },
  processed_at: now(),
  browser_ip: '10.0.0.7',
  buyer_accepts_marketing: false,
  source_name: 'web',
  financial_status: 'paid',
  billing_address: { phone: '(415) 555-2671', country_code: 'US' }
});

const wooCommerce = () => ({
  id: 1001,
  status: 'completed',
  currency: 'EUR',
  total: '45.85',
  date_paid_gmt: now().slice(0, 19),
  date_created_gmt: now().slice(0, 19),
  customer_ip_address: '10.0.0.7',
  billing: { email: 'jane.doe@example.com', phone: '030 123456', country: 'DE' }
});

const segment = () => ({
  type: 'track',
  event: 'Order Completed',
  messageId: 'message-1',
  anonymousId: '8d872292709c6fbe',
  timestamp: now(),
  context: { ip: '10.0.0.7', traits: { email: 'jane.doe@example.com' }, page: { url: 'https://shop.example/thanks' } },
  properties: { order_id: '1001', revenue: 27.5, currency: 'USD' }
});

const samples = {
  Shopify: { headers: 'X-Shopify-Topic: orders/paid', body: shopify },
  WooCommerce: { headers: 'X-WC-Webhook-Topic: order.updated', body: wooCommerce },
  StandardWebhooks: { headers: 'webhook-id: msg_1', body: event },
  Segment: { headers: '', body: segment }
};

export function sampleOf(kind) {
  const { headers, body } = samples[kind] ?? { headers: '', body: event };
  return { headers, body: JSON.stringify(body(), null, 2) };
}

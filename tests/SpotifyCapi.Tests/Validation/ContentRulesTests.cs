using System.Text.Json.Nodes;
using SpotifyCapi.Codes;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Validation;

public sealed class ContentRulesTests
{
    [Theory]
    [InlineData("https://shop.example/thanks?spclid=a%20b#top", "https://shop.example/thanks?spclid=a%20b#top")]
    [InlineData(" http://shop.example ", "http://shop.example")]
    [InlineData("HTTPS://Shop.Example/A", "https://Shop.Example/A")]
    [InlineData("https://bücher.example/straße", "https://bücher.example/straße")]
    [InlineData("https://shop.example/@handle?to=@some.one", "https://shop.example/@handle?to=@some.one")]
    public void A_page_address_is_kept_as_it_is(string url, string expected)
    {
        var facts = SampleEvent.Accept(Url(url)).Facts;

        Assert.Equal(expected, facts.EventSourceUrl);
        Assert.Empty(facts.Dropped);
    }

    [Theory]
    [InlineData("shop.example/thanks")]
    [InlineData("//shop.example/thanks")]
    [InlineData("ftp://shop.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("android-app://com.shop")]
    [InlineData("http:shop.example")]
    [InlineData("http:\\\\shop.example")]
    [InlineData("https://")]
    [InlineData("https:///thanks")]
    [InlineData("/thanks")]
    [InlineData("https://shop.example/a\nb")]
    public void What_is_no_web_address_is_left_out_and_the_sale_is_not(string url)
    {
        var facts = SampleEvent.Accept(Url(url)).Facts;

        Assert.Null(facts.EventSourceUrl);
        Assert.Equal([new DroppedField("event_source_url", DropCodes.EventSourceUrlInvalid)], facts.Dropped);
    }

    [Theory]
    [InlineData("https://shop.example/?email=jane@example.com&spclid=1", "https://shop.example/?spclid=1")]
    [InlineData("https://shop.example/?spclid=1&e=jane%40example.com", "https://shop.example/?spclid=1")]
    [InlineData("https://shop.example/?e=jane%2540example%252Ecom", "https://shop.example/")]
    [InlineData("https://shop.example/?e=jane%25252540example.com#a", "https://shop.example/#a")]
    [InlineData("https://shop.example/?e=o'brien!@example.com", "https://shop.example/")]
    [InlineData("https://shop.example/?next=https%3A%2F%2Fa.example%2F%3Fm%3Djane%2540example.com&b=2", "https://shop.example/?b=2")]
    [InlineData("https://shop.example/a#jane@example.com", "https://shop.example/a")]
    [InlineData("https://shop.example/?a=1#mail=jane@example.com", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?e=jane%40example%2Ecom&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?e=jane\uFF20example.com&a=1", "https://shop.example/?a=1")]
    [InlineData("https://jane:secret@shop.example/", null)]
    [InlineData("https://shop.example/u/jane@example.com/orders", null)]
    [InlineData("https://shop.example/u/jane%40example.com/orders", null)]
    public void An_email_address_in_a_page_address_never_leaves(string url, string? expected)
    {
        var facts = SampleEvent.Accept(Url(url)).Facts;

        Assert.Equal(expected, facts.EventSourceUrl);
        Assert.Equal([new DroppedField("event_source_url", DropCodes.ContainsEmail)], facts.Dropped);
    }

    [Theory]
    [InlineData("https://shop.example/?phone=4155552671&spclid=1", "https://shop.example/?spclid=1")]
    [InlineData("https://shop.example/?spclid=1&phone=%2B1%20(415)%20555-2671", "https://shop.example/?spclid=1")]
    [InlineData("https://shop.example/?tel=+44.20.7946.0958", "https://shop.example/")]
    [InlineData("https://shop.example/?MOBILE=015112345678#top", "https://shop.example/#top")]
    [InlineData("https://shop.example/?billingPhone=4155552671&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?checkout%5Bshipping_address%5D%5Bphone%5D=4155552671", "https://shop.example/")]
    [InlineData("https://shop.example/?phone_number_1=4155552671&msisdn=4915112345678&whatsapp=4915112345678", "https://shop.example/")]
    [InlineData("https://shop.example/?phone=٤١٥٥٥٥٢٦٧١", "https://shop.example/")]
    [InlineData("https://shop.example/?first_name=Jane&lastName=Doe&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?checkout[billing][address1]=1+Main+Street&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?next=https%3A%2F%2Fa.example%2F%3Fphone%3D4155552671%26b%3D1&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?c=%2B14155552671&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?c=+1 (415) 555-2671&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/?a=1#phone=4155552671", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/thanks&phone=4155552671", null)]
    [InlineData("https://shop.example/reset?password=hunter22&a=1", "https://shop.example/reset?a=1")]
    [InlineData("https://shop.example/?access_token=abcdef&apiKey=abcdef&a=1", "https://shop.example/?a=1")]
    [InlineData("https://shop.example/order-received/12/?key=wc_order_A1b2C3d4E5f6&a=1", "https://shop.example/order-received/12/?a=1")]
    [InlineData("https://shop.example/orders/1?token=0123456789abcdef&a=1#access_token=abcdef", "https://shop.example/orders/1?a=1")]
    public void A_parameter_that_is_named_after_a_person_never_leaves(string url, string? expected)
    {
        var facts = SampleEvent.Accept(Url(url)).Facts;

        Assert.Equal(expected, facts.EventSourceUrl);
        Assert.Equal([new DroppedField("event_source_url", DropCodes.ContainsPersonalData)], facts.Dropped);
    }

    [Theory]
    [InlineData("?variant=48123456789012")]
    [InlineData("?phone=pixel-9&mobile=1&tel=&cell=A12")]
    [InlineData("?iphone=4155552671&hotel=4155552671&automobile=4155552671&phone_id=4155552671")]
    [InlineData("?name=Blue+Mug&first=1&last=Doe&address=12&street=")]
    [InlineData("?utm_source=phone&q=first_name&next=%2Fphone%2F4155552671")]
    [InlineData("/phone/4155552671#/tel")]
    [InlineData("?key=red&token=12&keyword=a1b2c3d4e5f6g7h8&password=&gclid=Cj0KCQiA1b2c3d4e5&turkey=a1b2c3d4e5f6g7h8")]
    [InlineData("?key=winter+sale+2026+shoes&session=summer-sale-2026-of-shoes")]
    [InlineData("?at=%2B48.137154,%2B11.576124&zone=%2B01:00&n=%2B1234567&id=%2B4812345678901234")]
    public void A_parameter_of_another_name_or_with_another_value_stays(string rest)
    {
        var facts = SampleEvent.Accept(Url("https://shop.example/" + rest)).Facts;

        Assert.Equal("https://shop.example/" + rest, facts.EventSourceUrl);
        Assert.Empty(facts.Dropped);
    }

    [Fact]
    public void An_email_address_and_a_phone_number_in_a_page_address_are_told_apart()
    {
        var facts = SampleEvent.Accept(Url("https://shop.example/?a=1&email=jane@example.com&phone=4155552671")).Facts;

        Assert.Equal("https://shop.example/?a=1", facts.EventSourceUrl);
        Assert.Equal(["contains_email", "contains_personal_data"], facts.Dropped.Select(field => field.Code));
    }

    [Fact]
    public void A_page_address_of_2048_characters_is_kept_and_a_longer_one_is_left_out()
    {
        var longest = "https://shop.example/".PadRight(2048, 'a');

        Assert.Equal(longest, SampleEvent.Accept(Url(longest)).Facts.EventSourceUrl);
        var facts = SampleEvent.Accept(Url(longest + "a")).Facts;
        Assert.Null(facts.EventSourceUrl);
        Assert.Equal([new DroppedField("event_source_url", DropCodes.TooLong)], facts.Dropped);
    }

    [Theory]
    [InlineData("\"2271\"", "2271")]
    [InlineData("2271", "2271")]
    [InlineData("\" 35 \"", "35")]
    [InlineData("\"2271.0\"", "2271")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void A_number_of_Googles_taxonomy_is_kept(string json, string? expected) =>
        Assert.Equal(expected, SampleEvent.Accept(SampleEvent.With("content_category", json)).Facts.ContentCategory);

    [Theory]
    [InlineData("\"Apparel & Accessories > Clothing\"")]
    [InlineData("\"subscription\"")]
    [InlineData("\"0\"")]
    [InlineData("\"0035\"")]
    [InlineData("\"-35\"")]
    [InlineData("\"3.5\"")]
    [InlineData("\"٣٥\"")]
    [InlineData("\"123456789\"")]
    [InlineData("1e3")]
    public void Any_other_category_is_left_out_and_the_sale_is_not(string json)
    {
        var facts = SampleEvent.Accept(SampleEvent.With("content_category", json)).Facts;

        Assert.Null(facts.ContentCategory);
        Assert.Equal([new DroppedField("content_category", DropCodes.ContentCategoryInvalid)], facts.Dropped);
    }

    [Theory]
    [InlineData("content_name")]
    [InlineData("order_id")]
    public void An_email_address_in_a_name_or_order_number_never_leaves(string field)
    {
        foreach (var text in (string[])["Gift for jane@example.com", "jane&#64;example.com", "\"jane\"@example.com", "jane%40example.com", "mailto:jane@example.com"])
        {
            var facts = SampleEvent.Accept(SampleEvent.With(field, JsonValue.Create(text)!.ToJsonString())).Facts;

            Assert.Null(facts.ContentName);
            Assert.Null(facts.OrderId);
            Assert.Equal([new DroppedField(field, DropCodes.ContainsEmail)], facts.Dropped);
        }
    }

    [Theory]
    [InlineData("2 for 1 @ 9.99")]
    [InlineData("@home.again")]
    [InlineData("me@home")]
    [InlineData("50% off #1")]
    public void Text_with_an_at_sign_but_without_an_address_stays(string name) =>
        Assert.Equal(name, SampleEvent.Accept(SampleEvent.With("content_name", $"\"{name}\"")).Facts.ContentName);

    [Fact]
    public void A_name_of_256_characters_is_kept_and_a_longer_one_is_left_out()
    {
        var longest = new string('ä', 256);

        Assert.Equal(longest, SampleEvent.Accept(SampleEvent.With("content_name", $"\"{longest}\"")).Facts.ContentName);
        var facts = SampleEvent.Accept(SampleEvent.With("content_name", $"\"{longest}ä\"")).Facts;
        Assert.Equal([new DroppedField("content_name", DropCodes.TooLong)], facts.Dropped);
    }

    private static string Url(string url) => SampleEvent.With("event_source_url", JsonValue.Create(url)!.ToJsonString());

    [Fact]
    public void An_address_is_taken_exactly_when_the_runtime_takes_it()
    {
        const string Characters = "ab9-._~/?#&=+%,;:!$'()*XY";
        var random = new Random(9);
        for (var i = 0; i < 3_000; i++)
        {
            var rest = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Characters[random.Next(random.Next(2) == 0 ? 5 : Characters.Length)]));
            var address = $"{(i % 2 == 0 ? "https" : "http")}://{rest}";
            var good = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

            var facts = SampleEvent.Accept(SampleEvent.With("event_source_url", $"\"{address}\"")).Facts;

            Assert.Equal(good ? address : null, facts.EventSourceUrl);
        }
    }
}

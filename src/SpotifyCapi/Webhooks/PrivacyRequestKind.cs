namespace SpotifyCapi.Webhooks;

/// <summary>What a platform asks for in the name of the law (shopify.dev, "Privacy law compliance").</summary>
public enum PrivacyRequestKind
{
    /// <summary>A person wants to see what is held about them.</summary>
    CustomerData,

    /// <summary>What is held about a person is to be removed.</summary>
    CustomerRedact,

    /// <summary>The shop has left; what is held about it is to be removed.</summary>
    ShopRedact,
}

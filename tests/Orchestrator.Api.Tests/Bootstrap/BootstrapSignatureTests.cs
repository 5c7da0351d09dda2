using Orchestrator.Api.Bootstrap;

namespace Orchestrator.Api.Tests.Bootstrap;

public class BootstrapSignatureTests
{
    private const string Content = "Hello from the other side. I must have called a thousand times.";

    [Fact]
    public void Of_IsKubernetesToTheByte() => Assert.Equal(
        "eyJhbGciOiJIUzI1NiIsImtpZCI6Impvc2h1YSJ9..VShe2taLd-YTrmWuRkcL_8QTNDHYxQIEBsAYYiIj1_8",
        BootstrapSignature.Of(Content, new BootstrapToken("joshua", "my voice is my passcode")));

    [Fact]
    public void IsValid_OnlyForThatContentAndToken()
    {
        var token = new BootstrapToken("abcdef", "0123456789abcdef");
        var signature = BootstrapSignature.Of(Content, token);

        Assert.True(BootstrapSignature.IsValid(signature, Content, token));
        Assert.False(BootstrapSignature.IsValid(signature, Content + " ", token));
        Assert.False(BootstrapSignature.IsValid(signature, Content, token with { Secret = "0123456789abcdeg" }));
        Assert.False(BootstrapSignature.IsValid(signature, Content, token with { Id = "abcdeg" }));
        Assert.False(BootstrapSignature.IsValid("", Content, token));
    }
}

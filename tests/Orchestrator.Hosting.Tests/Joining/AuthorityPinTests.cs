using System.Security.Cryptography.X509Certificates;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Hosting.Tests.Joining;

public sealed class AuthorityPinTests
{
    // Made with openssl; its pin with the command that kubeadm's documentation names for it.
    private const string Pem = """
        -----BEGIN CERTIFICATE-----
        MIIBgjCCASegAwIBAgIURTQWsZyqQgLv5qvcuAnY8G8oq/UwCgYIKoZIzj0EAwIw
        FTETMBEGA1UEAwwKa3ViZXJuZXRlczAgFw0yNjExMjAxMzU2MzBaGA8yMTI2MTAy
        NzEzNTYzMFowFTETMBEGA1UEAwwKa3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABFlkj/YTQt2zrWV5/OiCLuvxInFEPqFjyqEnioOIIHVYKwIrFp3T
        9fGdNc8bSiNGBVSdcpQ7FmnkErnYvMem23ijUzBRMB0GA1UdDgQWBBTM5uSI6Fxa
        OotTIYV6H/K4tLpFjjAfBgNVHSMEGDAWgBTM5uSI6FxaOotTIYV6H/K4tLpFjjAP
        BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDcXuI+gf4/bv0N5SKZ
        i41b7M9uvZJfKp1HXnPpekcOIwIhAJd2U4ehr0luRoRoLv7YaqcEWW5FVlniXtba
        wde5Ikpj
        -----END CERTIFICATE-----
        """;

    [Fact]
    public void Of_IsWhatKubeadmNames() => Assert.Equal(
        "sha256:dea5fd425f8fa3ac03fdf655d8b8f8b83295c7c0c947e8637533257a8d759bb0", AuthorityPin.Of(X509Certificate2.CreateFromPem(Pem)));

    [Theory]
    [InlineData("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData(" SHA256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("sha256:0123", false)]
    [InlineData("sha256:g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    public void Parse_TakesSixtyFourHexDigits(string text, bool isPin) =>
        Assert.Equal(isPin, AuthorityPin.Parse(text) is not null);
}

using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Validation;

public class IPsTests
{
    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("010.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("2001:db8::ffff", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("10.0.0", false)]
    [InlineData("10.0.0.256", false)]
    [InlineData("10.0.0.1.2", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("1", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("[::1]", false)]
    [InlineData("", false)]
    public void TryParse_TakesWhatKubernetesTakes(string text, bool isAddress) =>
        Assert.Equal(isAddress, IPs.TryParse(text, out _));

    [Theory]
    [InlineData("127.64.0.5", null)]
    [InlineData("0.0.0.0", "may not be unspecified (0.0.0.0)")]
    [InlineData("169.254.3.4", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("fe80::1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("224.0.0.1", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")]
    [InlineData("ff02::1", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")]
    [InlineData("nowhere", "must be a valid IP address")]
    public void ValidateNonSpecial_AllowsLoopbackOnly(string text, string? detail)
    {
        var errors = new FieldErrors();
        IPs.ValidateNonSpecial(text, FieldPath.Of("ip"), errors);
        Assert.Equal(
            detail is null ? [] : new[] { $"ip: Invalid value: \"{text}\": {detail}" },
            errors.Found.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("2001:db8::/64", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0", false)]
    [InlineData("/8", false)]
    public void ValidateCidr_TakesNetworks(string text, bool isNetwork)
    {
        var errors = new FieldErrors();
        IPs.ValidateCidr(text, FieldPath.Of("cidr"), errors);
        Assert.Equal(isNetwork, !errors.Any);
    }
}

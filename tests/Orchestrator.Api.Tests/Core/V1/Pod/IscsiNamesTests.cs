using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class IscsiNamesTests
{
    [Theory]
    [InlineData("iqn.2001-04.com.example:storage.disk", true)]
    [InlineData("iqn.2001-04.com.example:a:b", true)]
    [InlineData("iqn.2001-04.com.example", false)]
    [InlineData("iqn.2001-04.com.example:", false)]
    [InlineData("iqn.2001-04.:a", false)]
    [InlineData("iqn.2001-4.com:a", false)]
    [InlineData("iqn.20a1-04.com:a", false)]
    [InlineData("iqn.2001-04.com_x:a", false)]
    [InlineData("iqn.2001-04.com.example:a b", false)]
    [InlineData("iqn.2001-04.com.example:a,b", false)]
    [InlineData("iqn-iqn.2001-04.com.example:a", true)]
    [InlineData("iqn.2001-04.x y:iqn.2001-04.com:a", true)]
    [InlineData("iqn", false)]
    [InlineData("eui.02004567A425678D", true)]
    [InlineData("eui.02004567A425678", false)]
    [InlineData("eui.02004567A425678-", false)]
    [InlineData("naa.52004567BA64678D52004567BA64678D", true)]
    [InlineData("naa.52004567BA64678D", false)]
    public void IsWellFormed_KnowsTheThreeForms(string name, bool expected) =>
        Assert.Equal(expected, IscsiNames.IsWellFormed(name));

    [Fact]
    public void IsWellFormed_LongName_IsReadOnce()
    {
        // A name without a colon: quadratic work over a megabyte would not end within the test.
        var name = string.Concat(Enumerable.Repeat("iqn.2001-04.", 90_000));
        Assert.False(IscsiNames.IsWellFormed(name));
    }
}

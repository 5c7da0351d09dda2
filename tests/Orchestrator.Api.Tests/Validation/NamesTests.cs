using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Tests.Validation;

public class NamesTests
{
    private const string Label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string Qualified =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("my-name-1")]
    public void Dns1123Label_WellFormed_IsFree(string name) => Assert.Empty(Names.Dns1123Label(name));

    [Theory]
    [InlineData("", Label)]
    [InlineData("A", Label)]
    [InlineData("-a", Label)]
    [InlineData("a-", Label)]
    [InlineData("a_b", Label)]
    [InlineData("a.b", "must not contain dots")]
    public void Dns1123Label_Malformed_SaysHow(string name, string error) =>
        Assert.Equal([error], Names.Dns1123Label(name));

    [Fact]
    public void Lengths_TooLong_SayTheLimit()
    {
        Assert.Empty(Names.Dns1123Label(new string('a', 63)));
        Assert.Equal(["must be no more than 63 characters"], Names.Dns1123Label(new string('a', 64)));
        Assert.Empty(Names.Dns1123Subdomain(new string('a', 253)));
        Assert.Equal(["must be no more than 253 characters"], Names.Dns1123Subdomain(new string('a', 254)));
        Assert.Equal(["name part must be no more than 63 characters"], Names.QualifiedName(new string('a', 64)));
        Assert.Equal(["must be no more than 63 characters"], Names.LabelValue(new string('a', 64)));
        Assert.Equal(["must be no more than 15 characters"], Names.PortName(new string('a', 16)));
    }

    [Theory]
    [InlineData("a.b-c.0", true)]
    [InlineData("a..b", false)]
    [InlineData(".a", false)]
    [InlineData("a.", false)]
    [InlineData("a.B", false)]
    [InlineData("", false)]
    public void Dns1123Subdomain_LabelsJoinedByDots(string name, bool isFree) =>
        Assert.Equal(isFree ? [] : [Subdomain], Names.Dns1123Subdomain(name));

    [Theory]
    [InlineData("web", true)]
    [InlineData("web-1", true)]
    [InlineData("1web", false)]
    [InlineData("", false)]
    public void Dns1035Label_BeginsWithALetter(string name, bool isFree) =>
        Assert.Equal(isFree, Names.Dns1035Label(name).IsEmpty);

    [Theory]
    [InlineData("a")]
    [InlineData("A_b.c-9")]
    [InlineData("example.com/Name")]
    public void QualifiedName_WellFormed_IsFree(string name) => Assert.Empty(Names.QualifiedName(name));

    [Theory]
    [InlineData("/a", "prefix part must be non-empty")]
    [InlineData("a b", Qualified)]
    [InlineData("-a", Qualified)]
    [InlineData("A/b", "prefix part " + Subdomain)]
    public void QualifiedName_Malformed_SaysWhichPart(string name, string error) =>
        Assert.Equal([error], Names.QualifiedName(name));

    [Fact]
    public void QualifiedName_Empty_SaysBoth() =>
        Assert.Equal(["name part must be non-empty", Qualified], Names.QualifiedName("a/"));

    [Theory]
    [InlineData("a/b/c")]
    public void QualifiedName_TwoSlashes_IsRefused(string name) =>
        Assert.StartsWith("a qualified name must consist of", Assert.Single(Names.QualifiedName(name)));

    [Theory]
    [InlineData("", true)]
    [InlineData("v1.2_x", true)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    public void LabelValue_MayBeEmpty(string value, bool isFree) =>
        Assert.Equal(isFree, Names.LabelValue(value).IsEmpty);

    [Theory]
    [InlineData("key.name")]
    [InlineData("_x")]
    [InlineData(".hidden")]
    public void ConfigMapKey_WellFormed_IsFree(string key) => Assert.Empty(Names.ConfigMapKey(key));

    [Theory]
    [InlineData(".", "must not be '.'")]
    [InlineData("..", "must not be '..'")]
    [InlineData("..a", "must not start with '..'")]
    public void ConfigMapKey_Dots_AreTheSystems(string key, string error) =>
        Assert.Equal([error], Names.ConfigMapKey(key));

    [Theory]
    [InlineData("http", true)]
    [InlineData("a-1", true)]
    [InlineData("80", false)]
    [InlineData("a--b", false)]
    [InlineData("-a", false)]
    [InlineData("HTTP", false)]
    public void PortName_IsAnIanaServiceName(string name, bool isFree) =>
        Assert.Equal(isFree, Names.PortName(name).IsEmpty);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(65535, true)]
    [InlineData(65536, false)]
    public void PortNumber_HasSixteenBits(int port, bool isFree) =>
        Assert.Equal(isFree ? [] : ["must be between 1 and 65535, inclusive"], Names.PortNumber(port));

    [Theory]
    [InlineData("PATH", true)]
    [InlineData("1 odd-name", true)]
    [InlineData("a=b", false)]
    [InlineData("tab\t", false)]
    [InlineData("", false)]
    public void EnvVarName_IsPrintableWithoutEquals(string name, bool isFree) =>
        Assert.Equal(isFree, Names.EnvVarName(name).IsEmpty);

    [Theory]
    [InlineData("25%", true)]
    [InlineData("%", false)]
    [InlineData("25", false)]
    [InlineData("-1%", false)]
    public void Percent_IsDigitsAndASign(string text, bool isFree) =>
        Assert.Equal(isFree, Names.Percent(text).IsEmpty);

    [Theory]
    [InlineData("X-Header", true)]
    [InlineData("X Header", false)]
    [InlineData("X_Header", false)]
    public void HttpHeaderName_IsAlphanumericAndDashes(string name, bool isFree) =>
        Assert.Equal(isFree, Names.HttpHeaderName(name).IsEmpty);

    [Theory]
    [InlineData("my_name", true)]
    [InlineData("1a", false)]
    [InlineData("a-b", false)]
    public void CIdentifier_IsCs(string name, bool isFree) => Assert.Equal(isFree, Names.CIdentifier(name).IsEmpty);

    [Theory]
    [InlineData("a", true)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a%2f", false)]
    public void PathSegment_CannotLeaveItsPlace(string name, bool isFree) =>
        Assert.Equal(isFree, Names.PathSegment(name).IsEmpty);
}

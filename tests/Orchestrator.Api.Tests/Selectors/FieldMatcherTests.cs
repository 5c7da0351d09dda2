using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Selectors;

namespace Orchestrator.Api.Tests.Selectors;

public class FieldMatcherTests
{
    private static readonly KindDefinition Pods = ApiKinds.Of<Pod>();

    private static readonly Pod Sample = Pod.Empty with
    {
        Metadata = new() { Name = "a=b,c", Namespace = "default" },
        Spec = new() { NodeName = "n1" },
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.namespace=default", true)]
    [InlineData("metadata.namespace==default,spec.nodeName=n1", true)]
    [InlineData("spec.nodeName!=n1", false)]
    [InlineData("spec.nodeName=n2", false)]
    [InlineData("spec.nodeName=", false)]
    [InlineData(@"metadata.name=a\=b\,c", true)]
    [InlineData(",spec.nodeName=n1,", true)]
    public void Parse_Matches(string selector, bool expected) =>
        Assert.Equal(expected, FieldMatcher.Parse(selector, Pods).Matches(Sample));

    [Theory]
    [InlineData("spec.nope=x", "field label not supported: spec.nope")]
    [InlineData("metadata.name", "invalid selector: 'metadata.name'; can't understand 'metadata.name'")]
    [InlineData(@"metadata.name=a\b", @"invalid field selector: invalid escape sequence: \b")]
    [InlineData(@"metadata.name=a\", @"invalid field selector: invalid escape sequence: \")]
    [InlineData("metadata.name=a=b", "invalid field selector: unescaped character in value: 61")]
    public void Malformed_IsRefusedInKubernetesWords(string selector, string message) =>
        Assert.Equal(message, Assert.Throws<SelectorException>(() => FieldMatcher.Parse(selector, Pods)).Message);

    [Fact]
    public void KindThatSelectsByNothing_NamesWhatThereIs() => Assert.Equal(
        "\"data\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
        Assert.Throws<SelectorException>(() => FieldMatcher.Parse("data=x", ApiKinds.Of<ConfigMap>())).Message);

    [Fact]
    public void ToString_ReadsBack()
    {
        var matcher = FieldMatcher.Parse(@"spec.nodeName!=n2,metadata.name==a\=b\,c", Pods);

        Assert.Equal(@"metadata.name=a\=b\,c,spec.nodeName!=n2", matcher.ToString());
        Assert.Equal("a=b,c", matcher.RequiredValue("metadata.name"));
        Assert.Null(matcher.RequiredValue("spec.nodeName"));
    }
}

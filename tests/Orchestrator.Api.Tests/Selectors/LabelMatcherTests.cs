using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Selectors;

public class LabelMatcherTests
{
    private static readonly ValueMap<string> Labels =
        ValueMap.Of(("app", "web"), ("tier", ""), ("weight", "10"), ("in", "notin"));

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData(" app = web , tier ", true)]
    [InlineData("app=db", false)]
    [InlineData("app!=db", true)]
    [InlineData("app!=web", false)]
    [InlineData("absent!=web", true)]
    [InlineData("absent=", false)]
    [InlineData("tier=", true)]
    [InlineData("tier", true)]
    [InlineData("!tier", false)]
    [InlineData("!absent", true)]
    [InlineData("! absent", true)]
    [InlineData("app in (db,web)", true)]
    [InlineData("app in (db, cache)", false)]
    [InlineData("app notin (db,cache)", true)]
    [InlineData("absent notin (db)", true)]
    [InlineData("absent in ()", false)]
    [InlineData("tier in ()", true)]
    [InlineData("tier in (x,,y)", true)]
    [InlineData("weight>9", true)]
    [InlineData("weight<10", false)]
    [InlineData("app>1", false)]
    [InlineData("in in (notin)", true)]
    [InlineData("in=notin", true)]
    [InlineData("example.com/name=x", false)]
    public void Parse_Matches(string selector, bool expected) =>
        Assert.Equal(expected, LabelMatcher.Parse(selector).Matches(Labels));

    [Theory]
    [InlineData("b=2,a==1", "a=1,b=2")]
    [InlineData("x in (b,a,b)", "x in (a,b)")]
    [InlineData("x notin ( )", "x notin ()")]
    [InlineData("!x", "!x")]
    [InlineData("x", "x")]
    [InlineData("x>1,y<2", "x>1,y<2")]
    [InlineData("x!=1", "x!=1")]
    public void ToString_IsCanonicalAndReadsBack(string selector, string expected)
    {
        var canonical = LabelMatcher.Parse(selector).ToString();

        Assert.Equal(expected, canonical);
        Assert.Equal(expected, LabelMatcher.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("a=b,", "found '', expected: identifier after ','")]
    [InlineData(",a", "found ',', expected: !, identifier, or 'end of string'")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("a in b", "unable to parse requirement: found 'b' expected: '('")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("a=(", "unable to parse requirement: found '(', expected: identifier")]
    [InlineData("!!a", "unable to parse requirement: found '!', expected: identifier")]
    public void Malformed_IsRefusedInKubernetesWords(string selector, string message) =>
        Assert.Equal(message, Assert.Throws<SelectorException>(() => LabelMatcher.Parse(selector)).Message);

    [Theory]
    [InlineData("-a=b", "name part must consist of alphanumeric characters")]
    [InlineData("a=-b", "a valid label must be an empty string or consist of alphanumeric characters")]
    [InlineData("a>b", "for 'Gt', 'Lt' operators, the value must be an integer")]
    public void WrongKeyOrValue_IsRefused(string selector, string part) =>
        Assert.Contains(part, Assert.Throws<SelectorException>(() => LabelMatcher.Parse(selector)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ObjectForm_RequiresAllOfIt()
    {
        var selector = new LabelSelector
        {
            MatchLabels = ValueMap.Of(("app", "web")),
            MatchExpressions =
            [
                new() { Key = "tier", Operator = "Exists" },
                new() { Key = "absent", Operator = "DoesNotExist" },
                new() { Key = "weight", Operator = "In", Values = ["10", "20"] },
                new() { Key = "in", Operator = "NotIn", Values = ["x"] },
            ],
        };

        var matcher = LabelMatcher.Of(selector);

        Assert.True(matcher.Matches(Labels));
        Assert.False(matcher.Matches(Labels.Without("tier")));
        Assert.False(matcher.Matches(Labels.With("weight", "30")));
        Assert.Equal("!absent,app=web,in notin (x),tier,weight in (10,20)", matcher.ToString());
        Assert.Equal("web", matcher.RequiredValue("app"));
        Assert.Null(matcher.RequiredValue("weight"));
    }

    [Theory]
    [InlineData("In", "web", true, false)]
    [InlineData("NotIn", "web", false, true)]
    [InlineData("Exists", "", true, false)]
    [InlineData("DoesNotExist", "", false, true)]
    public void ObjectForm_MatchesByOperator(string op, string value, bool whenPresent, bool whenAbsent)
    {
        ValueList<string> values = value.Length == 0 ? [] : [value];
        var requirement = new LabelSelectorRequirement { Key = "app", Operator = op, Values = values };
        var matcher = LabelMatcher.Of(new LabelSelector { MatchExpressions = [requirement] });

        Assert.Equal(whenPresent, matcher.Matches(ValueMap.Of(("app", "web"))));
        Assert.Equal(whenAbsent, matcher.Matches([]));
    }

    [Fact]
    public void ObjectForm_AbsentMatchesNothingAndEmptyEverything()
    {
        Assert.False(LabelMatcher.Of((LabelSelector?)null).Matches(default));
        Assert.True(LabelMatcher.Of(LabelSelector.Empty).Matches(Labels));
    }

    [Fact]
    public void ObjectForm_UnknownOperator_IsRefused()
    {
        var selector = new LabelSelector { MatchExpressions = [new() { Key = "a", Operator = "Like" }] };

        Assert.Equal("\"Like\" is not a valid label selector operator",
            Assert.Throws<SelectorException>(() => LabelMatcher.Of(selector)).Message);
    }
}

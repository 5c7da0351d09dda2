using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Values;

public class ValueMapTests
{
    [Fact]
    public void WithAndWithout_BehaveAsADictionary() => Check.QuickThrowOnFailure(Prop.ForAll<int[]>(steps =>
    {
        var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var map = ValueMap<int>.Empty;
        foreach (var step in steps)
        {
            var key = $"k{step & 7}";
            map = step < 0 ? map.Without(key) : map.With(key, step);
            if (step < 0)
                expected.Remove(key);
            else
                expected[key] = step;
        }
        return map.AsSpan().SequenceEqual(expected.ToArray()) && map == expected.Reverse().ToValueMap();
    }));

    [Fact]
    public void AbsentKey_ReadsAsDefault()
    {
        Assert.Null(ValueMap.Of(("a", "1"))["b"]);
        Assert.False(ValueMap<string>.Empty.TryGetValue("a", out _));
    }
}

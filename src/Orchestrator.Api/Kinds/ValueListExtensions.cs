using System.Collections.Immutable;

namespace Orchestrator.Api.Kinds;

internal static class ValueListExtensions
{
    /// <summary>The list with each item replaced; the same list where no item is another afterwards.</summary>
    public static ValueList<T> Map<T>(this ValueList<T> list, Func<T, T> replace)
        where T : class
    {
        ImmutableArray<T>.Builder? changed = null;
        for (var i = 0; i < list.Count; i++)
        {
            var item = list[i];
            var replaced = replace(item);
            if (changed is null && !ReferenceEquals(item, replaced))
            {
                changed = ImmutableArray.CreateBuilder<T>(list.Count);
                changed.AddRange(list.AsSpan()[..i]);
            }
            changed?.Add(replaced);
        }
        return changed is null ? list : new(changed.MoveToImmutable());
    }
}

namespace Orchestrator.Actors.Tests;

public sealed class SeededEntropyTests
{
    [Fact]
    public void Seed_DecidesTheStream() =>
        // The published test vector of SplitMix64.
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Take(new SeededEntropy(1234567), 5));

    [Fact]
    public void Uid_IsAVersion4Uuid()
    {
        var entropy = new SeededEntropy(1);
        var uids = Enumerable.Range(0, 1000).Select(_ => entropy.NextUid()).ToList();
        Assert.Equal(1000, uids.Distinct().Count());
        Assert.All(uids, uid => Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", uid));
    }

    [Fact]
    public void Suffix_HasNoVowels() =>
        Assert.Matches("^[bcdfghjklmnpqrstvwxz2456789]{500}$", new SeededEntropy(1).NextSuffix(500));

    [Fact]
    public void Numbers_StayInTheirRanges()
    {
        var entropy = new SeededEntropy(1);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.InRange(entropy.Next(7), 0, 6);
            Assert.InRange(entropy.NextDouble(), 0, 0.999999999999999999);
        }
    }

    private static ulong[] Take(Entropy entropy, int count)
    {
        var numbers = new ulong[count];
        for (var i = 0; i < count; i++)
            numbers[i] = entropy.NextUInt64();
        return numbers;
    }
}

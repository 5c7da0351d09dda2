namespace Orchestrator.Hosting.Tests;

public sealed class RangeClaimsTests : IDisposable
{
    private const int Count = 512;

    private readonly string _claims = Directory.CreateTempSubdirectory("orchestrator-ranges-").FullName;
    private readonly string _data = Directory.CreateTempSubdirectory("orchestrator-data-").FullName;

    public void Dispose()
    {
        Directory.Delete(_claims, recursive: true);
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public void NodesThatComeToTheSameRange_GetTwo_AndKeepThem()
    {
        int mine, others;
        using (var first = new RangeClaims(_claims, Count))
        {
            using var second = new RangeClaims(_claims, Count);
            mine = first.Take(7, _data, "a");
            others = second.Take(7, _data, "b");
            Assert.NotEqual(mine, others);
        }

        using var again = new RangeClaims(_claims, Count);
        Assert.Equal(others, again.Take(7, _data, "b"));
        Assert.Equal(mine, again.Take(7, _data, "a"));
    }

    [Fact]
    public void RangeOfANodeThatIsDown_IsLeftToIt()
    {
        int mine;
        using (var first = new RangeClaims(_claims, Count))
            mine = first.Take(7, _data, "a");

        using var other = new RangeClaims(_claims, Count);

        Assert.NotEqual(mine, other.Take(7, _data, "b"));
    }

    [Fact]
    public void RangeOfANodeWhoseDataIsGone_IsGivenAgain()
    {
        int mine;
        using (var first = new RangeClaims(_claims, Count))
            mine = first.Take(7, _data, "a");
        Directory.Delete(_data);

        using var other = new RangeClaims(_claims, Count);

        Assert.Equal(mine, other.Take(7, _data, "b"));
    }

    [Fact]
    public void DirectoryThatCannotBe_LeavesTheOwnNumber()
    {
        var file = Path.Combine(_data, "file");
        File.WriteAllText(file, "");
        using var claims = new RangeClaims(Path.Combine(file, "claims"), Count);

        Assert.Equal(3, claims.Take(3, _data, "a"));
    }
}

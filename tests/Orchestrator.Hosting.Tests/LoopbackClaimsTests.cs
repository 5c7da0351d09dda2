namespace Orchestrator.Hosting.Tests;

public sealed class LoopbackClaimsTests : IDisposable
{
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
        string mine, others;
        using (var first = new LoopbackClaims(_claims))
        {
            using var second = new LoopbackClaims(_claims);
            mine = first.Take(_data, "a", 0);
            others = second.Take(_data, "b", 0);
            Assert.NotEqual(mine, others);
        }

        using var again = new LoopbackClaims(_claims);
        Assert.Equal(others, again.Take(_data, "b", 0));
        Assert.Equal(mine, again.Take(_data, "a", 0));
    }

    [Fact]
    public void RangeOfANodeThatIsDown_IsLeftToIt()
    {
        string mine;
        using (var first = new LoopbackClaims(_claims))
            mine = first.Take(_data, "a", 0);

        using var other = new LoopbackClaims(_claims);

        Assert.NotEqual(mine, other.Take(_data, "b", 0));
    }

    [Fact]
    public void RangeOfANodeWhoseDataIsGone_IsGivenAgain()
    {
        string mine;
        using (var first = new LoopbackClaims(_claims))
            mine = first.Take(_data, "a", 0);
        Directory.Delete(_data);

        using var other = new LoopbackClaims(_claims);

        Assert.Equal(mine, other.Take(_data, "b", 0));
    }

    [Fact]
    public void DirectoryThatCannotBe_LeavesTheOwnNumber()
    {
        var file = Path.Combine(_data, "file");
        File.WriteAllText(file, "");
        using var claims = new LoopbackClaims(Path.Combine(file, "claims"));

        Assert.Equal(LoopbackBlocks.RangeOf(LoopbackBlocks.NumberOf(_data, 3)), claims.Take(_data, "a", 3));
    }
}

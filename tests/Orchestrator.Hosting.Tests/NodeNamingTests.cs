namespace Orchestrator.Hosting.Tests;

public sealed class NodeNamingTests
{
    [Fact]
    public void FurtherNodes_AreNumbered() => Assert.Equal(["n", "n-1", "n-2"], NodeNaming.Of("n", 3));

    [Fact]
    public void Name_IsTakenAsKubeletsTakeIt() =>
        Assert.Equal(["edge-7.example"], NodeNaming.Of(" Edge-7.Example ", 1));

    [Theory]
    [InlineData("an underscore", "my_node")]
    [InlineData("a blank within", "my node")]
    [InlineData("a dash first", "-node")]
    [InlineData("nothing", "")]
    [InlineData("a path", "../node")]
    public void NameThatNoNodeCanHave_IsRefused(string situation, string name)
    {
        _ = situation;

        var refused = Assert.Throws<ArgumentException>(() => NodeNaming.Of(name, 1));

        Assert.StartsWith($"no node can be called '{name}': a lowercase RFC 1123 subdomain", refused.Message);
    }

    [Fact]
    public void LengthCounts_WithTheNumber()
    {
        var longest = new string('a', 252);
        Assert.Single(NodeNaming.Of(longest, 1));

        Assert.Contains("253", Assert.Throws<ArgumentException>(() => NodeNaming.Of(longest, 2)).Message);
    }

    [Theory]
    [InlineData("VM", "vm")]
    [InlineData("my_laptop", "my-laptop")]
    [InlineData("_box_.Lan.", "box.lan")]
    [InlineData("機械", "node")]
    public void MachineOfAnyName_CanBeANode(string machine, string name)
    {
        Assert.Equal(name, NodeNaming.OfMachine(machine));
        Assert.Null(NodeNaming.Wrong(name));
    }
}

using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Values;

public class RawJsonTests
{
    [Theory]
    [InlineData(""" { "a" : [ 1.50 , true , null ] , "ü" : "x y" } """, """{"a":[1.50,true,null],"ü":"x y"}""")]
    [InlineData(" 12345678901234567890 ", "12345678901234567890")]
    [InlineData("\"\\u0061\\n\"", "\"a\\n\"")]
    [InlineData("{}", "{}")]
    public void Parse_TakesTheWhiteSpaceOut(string json, string expected) =>
        Assert.Equal(expected, RawJson.Parse(Encoding.UTF8.GetBytes(json)).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    public void NotJson_IsRefused(string json) =>
        Assert.Throws<JsonDecodeException>(() => RawJson.Parse(Encoding.UTF8.GetBytes(json)));
}
